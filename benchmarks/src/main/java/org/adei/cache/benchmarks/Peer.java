package org.adei.cache.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;

/**
 * Another engine that does the same work: reads the source's table over JDBC, keeps the raw rows, and makes the five
 * levels with rows, minimum, maximum and mean of each channel. Found by {@link java.util.ServiceLoader}.
 */
public interface Peer {
    /** Name in figures. */
    String name();

    /** Version, for the environment of the figures. */
    String version();

    /**
     * Does the work once.
     *
     * @param source the schema with the table
     * @param work what is in the table
     * @param folder empty, for the engine's files
     * @return nanoseconds from the first row read to the last window there
     */
    long run(Connection source, Work work, Path folder) throws Exception;

    /**
     * A table to read.
     *
     * @param table its name; {@code ts} is the time in microseconds since 1970, {@code v0 ..} are DOUBLE
     * @param channels number of columns {@code v0 ..}
     * @param rows number of rows
     */
    record Work(String table, int channels, long rows) {}
}
