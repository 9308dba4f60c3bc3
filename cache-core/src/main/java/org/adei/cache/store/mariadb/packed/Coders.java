package org.adei.cache.store.mariadb.packed;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.adei.cache.packed.Compression;
import org.adei.cache.packed.SpanWriter;

/** Writers of spans with their buffers, used by one thread after the other. Thread-safe. */
final class Coders {
    private final ConcurrentLinkedQueue<SpanWriter> idle = new ConcurrentLinkedQueue<>();

    /** Does something with a writer. */
    <T> T with(Function<SpanWriter, T> work) {
        SpanWriter taken = idle.poll();
        SpanWriter writer = taken == null ? new SpanWriter(Compression.NONE) : taken;
        T result = work.apply(writer);
        idle.add(writer);
        return result;
    }
}
