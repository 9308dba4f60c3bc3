package org.adei.cache.replication.steward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;
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
    private final Onlooker onlooker;
    private final LongSupplier clock;
    private final Course course = new Course();
    private final List<String> steps = new ArrayList<>();
    private final Map<String, String> last = new HashMap<>();
    private List<ServerView> views = List.of();
    private String cause = "";

    /** Records go to the consumer, each one line of JSON. */
    public ReignLog(String steward, Consumer<String> records) {
        this(steward, records, Onlooker.NONE, System::nanoTime);
    }

    /** The same with somebody who looks on, and a monotonic clock in ns. */
    public ReignLog(String steward, Consumer<String> records, Onlooker onlooker, LongSupplier clock) {
        this.steward = steward;
        this.records = records;
        this.onlooker = onlooker;
        this.clock = clock;
    }

    /** What the steward saw at its last look; without it phases and losses are not known. */
    public void seen(List<ServerView> now) {
        views = List.copyOf(now);
        Standing standing = Standing.of(views);
        course.looked(!standing.master().isEmpty(), clock.getAsLong());
        onlooker.stands(standing);
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
        onlooker.diagnosed(diagnoses);
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
        course.took(step, nanos, clock.getAsLong());
        if (!taken.equals(last.put(step.server(), taken))) {
            LOG.info("term {}: {}", mandate.term(), taken);
            if (step instanceof Step.Restore restore && !restore.errant().isEmpty()) {
                errant(restore);
            }
        }
        if (steps.size() < MOST_STEPS) {
            steps.add("{\"step\": " + text(step.getClass().getSimpleName()) + ", \"server\": " + text(step.server())
                    + ", \"ms\": " + millis(nanos) + ", \"failure\": " + text(failure) + "}");
        }
    }

    private void errant(Step.Restore step) {
        long count = Losses.errant(step.errant(), logged(step.server()), logged(step.master()));
        LOG.info("{} holds {} transactions that {} never had", step.server(), count, step.master());
        onlooker.foundErrant(step.server(), count);
    }

    private GtidSet logged(String server) {
        return Losses.view(views, server)
                .flatMap(ServerView::state)
                .map(ServerState::logged)
                .orElse(GtidSet.NONE);
    }

    @Override
    public void crowned(String server, Ballot mandate, long outageNanos) {
        Losses losses = Losses.of(views, server, course.applied(server));
        ReignRecord reign =
                new ReignRecord(mandate.epoch(), server, losses.moved(), course.phases(outageNanos), losses.lost());
        records.accept("{\"epoch\": " + mandate.epoch() + ", \"master\": " + text(server) + ", \"steward\": "
                + text(steward) + ", \"cause\": " + text(cause) + ", \"outage_ms\": " + millis(outageNanos)
                + ", \"phases_ms\": {" + phases(reign) + "}, \"lost\": "
                + (reign.lost().isPresent() ? reign.lost().getAsLong() : "null") + ", \"steps\": ["
                + String.join(", ", steps) + "]}");
        onlooker.began(reign);
        steps.clear();
        course.forget();
        cause = "";
    }

    private static String phases(ReignRecord reign) {
        return reign.phases().entrySet().stream()
                .filter(phase -> !phase.getKey().equals("outage"))
                .map(phase -> text(phase.getKey()) + ": " + millis(phase.getValue()))
                .collect(Collectors.joining(", "));
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
