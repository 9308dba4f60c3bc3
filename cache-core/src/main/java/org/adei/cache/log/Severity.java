package org.adei.cache.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How grave an event is, from the least to the most; a word that nobody knows is the least. */
public enum Severity {
    UNKNOWN,
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    private static final Map<String, Severity> WORDS = Map.ofEntries(
            Map.entry("finest", TRACE),
            Map.entry("finer", TRACE),
            Map.entry("verbose", TRACE),
            Map.entry("fine", DEBUG),
            Map.entry("config", DEBUG),
            Map.entry("information", INFO),
            Map.entry("notice", INFO),
            Map.entry("note", INFO),
            Map.entry("warning", WARN),
            Map.entry("err", ERROR),
            Map.entry("severe", ERROR),
            Map.entry("critical", FATAL),
            Map.entry("crit", FATAL),
            Map.entry("alert", FATAL),
            Map.entry("emerg", FATAL),
            Map.entry("emergency", FATAL),
            Map.entry("panic", FATAL));

    /** The severity of a word as logs write it, in any case; {@link #UNKNOWN} if it is none that is known. */
    public static Severity of(String word) {
        String key = word.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(severity -> severity.channel().equals(key))
                .findFirst()
                .orElseGet(() -> WORDS.getOrDefault(key, UNKNOWN));
    }

    /** Name of the channel that counts the events of this severity. */
    public String channel() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a group is one of events: its channels are the severities. */
    public static boolean areChannels(List<String> channels) {
        return channels.equals(channels());
    }

    /** Names of the channels of a group of events, in the order of the severities. */
    public static List<String> channels() {
        return Arrays.stream(values()).map(Severity::channel).toList();
    }
}
