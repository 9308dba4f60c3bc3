package org.adei.cache.source.csv;

import java.util.List;

/**
 * What finds a group again.
 *
 * @param files its files, by name
 * @param time where the time stands
 */
record CsvLocator(List<CsvFile> files, CsvTime time) {}
