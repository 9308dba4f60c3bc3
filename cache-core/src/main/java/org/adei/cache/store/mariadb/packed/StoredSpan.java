package org.adei.cache.store.mariadb.packed;

import org.adei.cache.packed.SpanHead;

/**
 * A row of {@code adei_span}.
 *
 * @param level length of the windows in seconds, 0 for raw rows
 * @param head what the bytes say about themselves
 * @param data the bytes
 */
record StoredSpan(int level, SpanHead head, byte[] data) {
    StoredSpan(int level, byte[] data) {
        this(level, SpanHead.of(data), data);
    }
}
