package org.adei.cache.source.csv;

import java.io.IOException;
import java.nio.file.Path;

/** A folder of sorted rows, which is deleted when it is not wanted any more and nobody reads in it. Thread-safe. */
final class SortedFolder {
    private final Path path;
    private int readers;
    private boolean unwanted;

    SortedFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Keeps the folder until it is given back. */
    synchronized void take() {
        readers++;
    }

    synchronized void giveBack() throws IOException {
        readers--;
        sweep();
    }

    /** There are newer rows; nobody will take the folder again. */
    synchronized void drop() throws IOException {
        unwanted = true;
        sweep();
    }

    private void sweep() throws IOException {
        if (unwanted && readers == 0) {
            TemporaryFolder.delete(path);
        }
    }
}
