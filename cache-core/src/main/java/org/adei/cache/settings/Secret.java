package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** A text that is never printed: {@link #toString} shows a mask. Immutable. */
public final class Secret {
    /** The empty secret. */
    public static final Secret NONE = new Secret("");

    /** What is printed in place of a secret. */
    public static final String MASK = "******";

    private static final Pattern IN_URL = Pattern.compile("(?i)((?:password|passwd|pwd|secret|token)[a-z]*=)[^&;]*");
    private static final Pattern IN_AUTHORITY = Pattern.compile("(//[^/:@?]*:)[^/@]*@");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    @JsonCreator
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself, for the driver that needs it. */
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** A URL with the passwords in it masked. */
    public static String maskUrl(String url) {
        String masked = IN_URL.matcher(url).replaceAll("$1" + MASK);
        return IN_AUTHORITY.matcher(masked).replaceAll("$1" + MASK + "@");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "(none)" : MASK;
    }
}
