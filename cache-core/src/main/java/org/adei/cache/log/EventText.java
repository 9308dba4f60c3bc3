package org.adei.cache.log;

import java.util.Comparator;

/**
 * What an event says beside its time and severity.
 *
 * @param source who says it; empty if nobody is named; at most {@value #MOST_SOURCE} characters
 * @param message its text, lines parted by line feeds; at most {@value #MOST_MESSAGE} characters
 */
public record EventText(String source, String message) implements Comparable<EventText> {
    /** Longest source. */
    public static final int MOST_SOURCE = 250;

    /** Longest message. */
    public static final int MOST_MESSAGE = 65_536;

    private static final Comparator<EventText> ORDER =
            Comparator.comparing(EventText::message).thenComparing(EventText::source);

    public EventText {
        if (source.length() > MOST_SOURCE || message.length() > MOST_MESSAGE) {
            throw new IllegalArgumentException("event with a source of " + source.length() + " and a message of "
                    + message.length() + " characters: expected at most " + MOST_SOURCE + " and " + MOST_MESSAGE);
        }
    }

    /** A text of which only the beginning is kept where it is too long. */
    public static EventText shortened(String source, String message) {
        return new EventText(beginning(source, MOST_SOURCE), beginning(message, MOST_MESSAGE));
    }

    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    @Override
    public int compareTo(EventText other) {
        return ORDER.compare(this, other);
    }
}
