package org.adei.cache.ingest;

/**
 * Bounds of one slice's pipeline.
 *
 * @param batchRows most rows of one transaction (more only where more rows share one timestamp), 1 to 1,000,000
 * @param batchBytes most bytes of raw values in one transaction, from 1,000 on; the smaller bound wins
 * @param ring transactions between the reading and the writing thread, a power of two from 1 to 64
 * @param tieRows most rows that may share one timestamp
 */
public record IngestLimits(int batchRows, int batchBytes, int ring, int tieRows) {
    /** 10,000 rows or 8 MB a transaction, two in the ring, a million rows of one timestamp. */
    public static final IngestLimits DEFAULT = new IngestLimits(10_000, 8_000_000, 2, 1_000_000);

    public IngestLimits {
        require(batchRows >= 1 && batchRows <= 1_000_000, "batchRows", batchRows, "1 to 1000000");
        require(batchBytes >= 1_000, "batchBytes", batchBytes, "1000 or more");
        require(ring >= 1 && ring <= 64 && Integer.bitCount(ring) == 1, "ring", ring, "1, 2, 4, 8, 16, 32 or 64");
        require(tieRows >= 1, "tieRows", tieRows, "1 or more");
    }

    /** Rows of a transaction for a group of so many channels. */
    int rowsFor(int channels) {
        return Math.max(1, Math.min(batchRows, batchBytes / (Double.BYTES * (channels + 1))));
    }

    private static void require(boolean good, String name, int value, String expected) {
        if (!good) {
            throw new IllegalArgumentException(name + " is " + value + ": expected " + expected);
        }
    }
}
