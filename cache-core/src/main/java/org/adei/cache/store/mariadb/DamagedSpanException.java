package org.adei.cache.store.mariadb;

import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.jspecify.annotations.Nullable;

/** Bytes of a span are not those that were written; the message names where and what. Never leaves this package. */
public final class DamagedSpanException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CachedGroup group;
    private final transient Interval interval;

    /** Says where: the interval reaches from the first entry of the span to behind its last. */
    public DamagedSpanException(CachedGroup group, Interval interval, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.group = group;
        this.interval = interval;
    }

    CachedGroup group() {
        return group;
    }

    Interval interval() {
        return interval;
    }
}
