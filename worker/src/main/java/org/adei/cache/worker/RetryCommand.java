package org.adei.cache.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.adei.cache.control.Target;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.model.GroupId;
import org.adei.cache.queue.QuarantinedItem;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts work that was set aside back into the queue. */
@Command(
        name = "retry",
        description = {
            "Put back work that was set aside after it had failed too often, once what was wrong is mended.",
            "With --list only show it, with the reason and the row."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RetryCommand implements Callable<Integer> {
    private static final int MOST = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--group", paramLabel = "SERVER/DATABASE/GROUP", description = "Only work on this group.")
    private @Nullable String group;

    @Option(names = "--list", description = "Only show what is set aside.")
    private boolean list;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        GroupId wanted = group == null ? null : GroupOption.group(group);
        Output output = Output.of(spec);
        try (CacheEngine engine = config.open()) {
            Map<Long, String> names = new HashMap<>();
            engine.store()
                    .catalogue()
                    .groups()
                    .forEach(each -> names.put(each.number(), each.id().toString()));
            List<QuarantinedItem> items = wanted == null
                    ? engine.queue().quarantined(MOST)
                    : engine.queue().quarantined(number(engine, wanted), MOST);
            int back = list
                    ? 0
                    : engine.queue()
                            .retry(items.stream().map(item -> item.item().key()).toList());
            if (json) {
                List<?> all = items.stream().map(item -> asJson(item, names)).toList();
                Json.print(output.out(), Json.object("put_back", back, "items", all));
            } else {
                output.out().print(text(items, names, back));
                output.out().flush();
            }
            if (back > 0) {
                Operator.awaitCopy(engine, spec);
            }
        }
        return AdeiCache.DONE;
    }

    private static long number(CacheEngine engine, GroupId wanted) {
        TargetOption.requireKnown(engine, new Target.Group(wanted));
        return engine.store().catalogue().find(wanted).map(CachedGroup::number).orElse(0L);
    }

    private static String name(QuarantinedItem item, Map<Long, String> names) {
        long number = item.item().group();
        return names.getOrDefault(number, "group number " + number);
    }

    private String text(List<QuarantinedItem> items, Map<Long, String> names, int back) {
        if (items.isEmpty()) {
            return "nothing is set aside\n";
        }
        if (!list) {
            return back + (back == 1 ? " item is" : " items are") + " put back"
                    + (items.size() == MOST ? "; there may be more, run it again" : "") + "\n";
        }
        TextTable table = new TextTable("GROUP", "LANE", "FROM (UTC)", "TO (UTC)", "ATTEMPTS", "REASON", "ROW");
        for (QuarantinedItem item : items) {
            table.row(
                    name(item, names),
                    item.item().lane(),
                    Figures.time(item.item().interval().from()),
                    Figures.time(item.item().interval().to()),
                    item.attempts(),
                    item.reason(),
                    item.row());
        }
        return table.text();
    }

    private static Object asJson(QuarantinedItem item, Map<Long, String> names) {
        return Json.object(
                "group", name(item, names),
                "lane", item.item().lane().toString(),
                "from", Json.time(item.item().interval().from()),
                "to", Json.time(item.item().interval().to()),
                "attempts", item.attempts(),
                "reason", item.reason(),
                "row", item.row());
    }
}
