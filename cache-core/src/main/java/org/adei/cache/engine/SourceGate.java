package org.adei.cache.engine;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.adei.cache.source.Source;

/** Keeps the limits of sources over all processes. Thread-safe. */
interface SourceGate {
    /** Everybody may pass. */
    SourceGate OPEN = (source, ends) -> Optional.of(new Pass() {
        @Override
        public Source source() {
            return source;
        }

        @Override
        public boolean isLost() {
            return false;
        }

        @Override
        public void close() {}
    });

    /**
     * The right to read a source; empty if others use all of its limits.
     *
     * @param ends whether a reader that waits for its limit is to end
     */
    Optional<Pass> enter(Source source, BooleanSupplier ends);

    /**
     * The right to read the past of a source for the sake of its newest rows, which do not wait for the archive: beside
     * all limits of connections, but at this reader's part of the rows a second.
     */
    default Pass enterBeside(Source source) {
        return OPEN.enter(source, () -> false).orElseThrow(IllegalStateException::new);
    }

    /** Prolongs what is held; to be called several times a second. */
    default void tick() {}

    /** The right to read on one connection. Used by one worker. */
    interface Pass extends AutoCloseable {
        /** The source, read no faster than this process's part of its limit. */
        Source source();

        /** Whether the right ended because it was not prolonged in time. */
        boolean isLost();

        /** Gives the right back. */
        @Override
        void close();
    }
}
