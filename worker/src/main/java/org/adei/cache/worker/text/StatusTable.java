package org.adei.cache.worker.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adei.cache.engine.GroupStatus;
import org.adei.cache.store.CacheReader.LevelSize;

/** What is cached, as a table. */
public final class StatusTable {
    private StatusTable() {}

    /** A table of groups and levels. */
    public static String text(List<GroupStatus> groups) {
        if (groups.isEmpty()) {
            return "nothing is cached yet\n";
        }
        TextTable table = new TextTable("GROUP", "CHANNELS", "LEVEL", "ENTRIES", "BYTES", "CACHED UP TO (UTC)");
        for (GroupStatus status : groups) {
            Object name = status.group().id();
            Object channels = status.group().channels().size();
            Object watermark = status.watermark().isPresent()
                    ? Figures.watermark(status.watermark().getAsLong())
                    : "-";
            for (Map.Entry<Integer, LevelSize> level : new TreeMap<>(status.sizes()).entrySet()) {
                LevelSize size = level.getValue();
                table.row(
                        name,
                        channels,
                        level.getKey() == 0 ? "raw" : level.getKey() + "s",
                        Figures.count(size.entries()),
                        Figures.bytes(size.bytes()),
                        watermark);
                name = "";
                channels = "";
                watermark = "";
            }
        }
        return table.text();
    }
}
