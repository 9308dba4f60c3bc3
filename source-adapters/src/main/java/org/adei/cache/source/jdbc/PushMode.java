package org.adei.cache.source.jdbc;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** Whether a server's binary log is followed, so that its changes need not be asked for. */
public enum PushMode {
    /** Where the server grants it; MariaDB and MySQL may. */
    AUTO,
    /** As {@link #AUTO}; a server that cannot have such a log is a mistake of the configuration. */
    ON,
    /** Never. */
    OFF;

    /** YAML takes a bare {@code on} or {@code off} for a truth value. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PushMode of(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "on", "true" -> ON;
            case "off", "false" -> OFF;
            default -> throw new IllegalArgumentException("push is " + value + ": expected auto, on or off");
        };
    }
}
