package org.adei.cache.source.csv;

import java.io.IOException;
import java.util.List;

/**
 * A group as it was when its files were sorted.
 *
 * @param version of its files then
 * @param channels names of the values
 * @param rows the rows in order of time
 * @param rejected the rows that cannot be used
 */
record SortedGroup(String version, List<String> channels, SortedRows rows, List<Rejected> rejected) {
    static String version(CsvLocator locator) throws IOException {
        StringBuilder version = new StringBuilder();
        for (CsvFile file : locator.files()) {
            version.append(file.version()).append('\n');
        }
        return version.toString();
    }
}
