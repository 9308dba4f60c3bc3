package org.adei.cache.work;

import java.util.Locale;

/** A kind of work with workers of its own, so that none waits for another. */
public enum LaneName {
    /** Follows the newest rows. */
    CURRENT,
    /** Caches what lies behind. */
    ARCHIVE,
    /** Caches events made of text. */
    LOG;

    /** As it is written on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
