package org.adei.cache.source.csv;

import java.io.IOException;
import java.util.List;

/**
 * A group as it was when its files were sorted.
 *
 * @param state of its files then
 * @param channels names of the values
 * @param rows the rows in order of time
 * @param rejected the rows that cannot be used
 * @param folder where the rows are; taken by each reader
 */
record SortedGroup(State state, List<String> channels, SortedRows rows, List<Rejected> rejected, SortedFolder folder) {
    /**
     * Files as they were.
     *
     * @param version what changes when they do
     * @param unfinished those whose last line was left out, since more could be added to it
     */
    record State(String version, List<CsvFile> unfinished) {
        /** Whether the files may have other rows by now. */
        boolean isOver(String versionNow) throws IOException {
            if (!version.equals(versionNow)) {
                return true;
            }
            for (CsvFile file : unfinished) {
                if (!file.isUnfinished()) {
                    return true;
                }
            }
            return false;
        }
    }

    static String version(CsvLocator locator) throws IOException {
        StringBuilder version = new StringBuilder();
        for (CsvFile file : locator.files()) {
            version.append(file.version()).append('\n');
        }
        return version.toString();
    }
}
