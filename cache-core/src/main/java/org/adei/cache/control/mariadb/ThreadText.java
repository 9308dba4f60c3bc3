package org.adei.cache.control.mariadb;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.adei.cache.work.LaneName;

/** Threads of lanes as {@code archive=4,current=2}. Pure. */
final class ThreadText {
    private ThreadText() {}

    static String of(Map<LaneName, Integer> threads) {
        return threads.entrySet().stream()
                .map(lane -> lane.getKey().name().toLowerCase(Locale.ROOT) + "=" + lane.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    static Map<LaneName, Integer> parse(String text) {
        Map<LaneName, Integer> threads = new EnumMap<>(LaneName.class);
        for (String lane : text.split(",")) {
            String[] parts = lane.split("=", 2);
            if (parts.length == 2) {
                threads.put(LaneName.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.valueOf(parts[1]));
            }
        }
        return threads;
    }
}
