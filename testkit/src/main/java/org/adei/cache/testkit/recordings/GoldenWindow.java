package org.adei.cache.testkit.recordings;

/**
 * A window as ADEI stored it; NaN stands for NULL.
 *
 * @param start nanoseconds since 1970
 * @param rows number of rows, at least 1
 * @param min per channel
 * @param max per channel
 * @param mean per channel; NULL in ADEI's table as soon as one value of the window is missing
 */
public record GoldenWindow(long start, long rows, double[] min, double[] max, double[] mean) {}
