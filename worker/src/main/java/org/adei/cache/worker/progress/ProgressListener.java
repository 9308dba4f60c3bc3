package org.adei.cache.worker.progress;

import org.adei.cache.engine.RunListener;

/** Shows a run; closing it ends what is drawn. Thread-safe. */
public interface ProgressListener extends RunListener, AutoCloseable {
    @Override
    void close();
}
