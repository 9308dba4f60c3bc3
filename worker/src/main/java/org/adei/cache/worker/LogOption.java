package org.adei.cache.worker;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.log.Event;
import org.adei.cache.log.EventQuery;
import org.adei.cache.log.Severity;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.TextTable;
import picocli.CommandLine.Option;

/** Which events {@code query --log} shows, and how. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LogOption {
    private static final int LIMIT = 100;

    @Option(
            names = "--severity",
            split = ",",
            paramLabel = "NAME[,NAME..]",
            description = "With --log: severities, such as error,fatal (default: all).")
    private List<String> severities = new ArrayList<>();

    @Option(names = "--source", paramLabel = "NAME", description = "With --log: who says it (default: everybody).")
    private String source = "";

    @Option(
            names = "--text",
            paramLabel = "WORDS",
            description = "With --log: words that all occur in the message, in any order and case.")
    private String text = "";

    @Option(names = "--limit", paramLabel = "N", description = "With --log: most events (default: " + LIMIT + ").")
    private int limit = LIMIT;

    void print(CacheStore store, GroupId id, Interval interval, QueryCommand.Format format, PrintWriter out) {
        CachedGroup group = store.catalogue()
                .find(id)
                .orElseThrow(() -> new ConfigurationException(
                        "group " + id + " is not in the cache: expected one that `adei-cache status` shows"));
        if (!group.isLog()) {
            throw new ConfigurationException("group " + id + " holds figures, no events: leave out --log");
        }
        List<Event> events = store.events().find(group, query(interval));
        switch (format) {
            case TABLE -> table(events, out);
            case CSV -> csv(events, out);
            case JSON -> Json.print(out, json(id, events));
        }
        out.flush();
    }

    private EventQuery query(Interval interval) {
        try {
            return new EventQuery(interval, wanted(), source, text, limit);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }

    private Set<Severity> wanted() {
        Set<Severity> wanted = EnumSet.noneOf(Severity.class);
        for (String name : severities) {
            Severity severity = Severity.of(name);
            if (severity == Severity.UNKNOWN && !name.strip().equalsIgnoreCase(severity.channel())) {
                throw new ConfigurationException("--severity " + name + ": expected some of " + Severity.channels());
            }
            wanted.add(severity);
        }
        return wanted;
    }

    private void table(List<Event> events, PrintWriter out) {
        TextTable table = new TextTable("TIME (UTC)", "SEVERITY", "SOURCE", "MESSAGE");
        for (Event event : events) {
            String[] lines = event.text().message().split("\n", -1);
            table.row(
                    Figures.time(event.time()),
                    event.severity().channel().toUpperCase(Locale.ROOT),
                    event.text().source(),
                    lines.length == 1 ? lines[0] : lines[0] + " (+" + (lines.length - 1) + " lines)");
        }
        out.print(table.text());
        out.println(
                events.size() == limit
                        ? "the first " + Figures.count(limit) + " events; raise --limit or --from for more"
                        : Figures.count(events.size()) + " events");
    }

    private static void csv(List<Event> events, PrintWriter out) {
        out.println("time,severity,source,message");
        for (Event event : events) {
            out.println(String.join(
                    ",",
                    Json.time(event.time()),
                    event.severity().channel(),
                    quoted(event.text().source()),
                    quoted(event.text().message())));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private Map<String, ?> json(GroupId id, List<Event> events) {
        return Json.object(
                "group",
                id.toString(),
                "complete",
                events.size() < limit,
                "events",
                events.stream()
                        .map(event -> Json.object(
                                "time",
                                Json.time(event.time()),
                                "severity",
                                event.severity().channel(),
                                "source",
                                event.text().source(),
                                "message",
                                event.text().message()))
                        .toList());
    }
}
