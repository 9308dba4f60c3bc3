package org.adei.cache.replication.steward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what a steward does: a line of log for each event, and a JSON record for each new reign with the steps
 * that led to it and their times. Used by the steward's thread.
 */
public final class ReignLog implements Chronicle {
    private static final Logger LOG = LoggerFactory.getLogger(ReignLog.class);
    private static final int MOST_STEPS = 1_000;

    private final String steward;
    private final Consumer<String> records;
    private final List<String> steps = new ArrayList<>();
    private final Map<String, String> last = new HashMap<>();
    private String cause = "";

    /** Records go to the consumer, each one line of JSON. */
    public ReignLog(String steward, Consumer<String> records) {
        this.steward = steward;
        this.records = records;
    }

    @Override
    public void elected(long term) {
        LOG.info("steward {} leads with term {}", steward, term);
    }

    @Override
    public void deposed(long term) {
        LOG.info("steward {} leads no longer, its term was {}", steward, term);
    }

    @Override
    public void diagnosed(List<Diagnosis> diagnoses) {
        diagnoses.forEach(diagnosis -> LOG.info("{}", diagnosis));
        if (cause.isEmpty() && !diagnoses.isEmpty()) {
            cause = diagnoses.get(0).problem() + " " + diagnoses.get(0).server();
        } else if (diagnoses.isEmpty()) {
            cause = "";
            steps.clear();
        }
    }

    @Override
    public void took(Step step, Ballot mandate, long nanos, String failure) {
        String taken = step + (failure.isEmpty() ? "" : " failed: " + failure);
        if (!taken.equals(last.put(step.server(), taken))) {
            LOG.info("term {}: {}", mandate.term(), taken);
        }
        if (steps.size() < MOST_STEPS) {
            steps.add("{\"step\": " + text(step.getClass().getSimpleName()) + ", \"server\": " + text(step.server())
                    + ", \"ms\": " + millis(nanos) + ", \"failure\": " + text(failure) + "}");
        }
    }

    @Override
    public void crowned(String server, Ballot mandate, long outageNanos) {
        records.accept("{\"epoch\": " + mandate.epoch() + ", \"master\": " + text(server) + ", \"steward\": "
                + text(steward) + ", \"cause\": " + text(cause) + ", \"outage_ms\": " + millis(outageNanos)
                + ", \"steps\": [" + String.join(", ", steps) + "]}");
        steps.clear();
        cause = "";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
