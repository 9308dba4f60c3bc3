package org.adei.cache.engine;

import java.util.Optional;
import org.adei.cache.source.Source;

/** Keeps the limits of sources over all processes. Thread-safe. */
interface SourceGate {
    /** Everybody may pass. */
    SourceGate OPEN = source -> Optional.of(new Pass() {
        @Override
        public Source source() {
            return source;
        }

        @Override
        public void progressed() {}

        @Override
        public void close() {}
    });

    /** The right to read a source; empty if others use all of its limits. */
    Optional<Pass> enter(Source source);

    /** The right to read on one connection. Used by one worker. */
    interface Pass extends AutoCloseable {
        /** The source, read no faster than this worker's part of its limit. */
        Source source();

        /** Prolongs the right where it is due. */
        void progressed();

        /** Gives the right back. */
        @Override
        void close();
    }
}
