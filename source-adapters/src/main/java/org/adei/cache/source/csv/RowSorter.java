package org.adei.cache.source.csv;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts rows by time in bounded memory: sorted runs go to temporary files, which are merged. Rows that come in order
 * make one run and are never merged. Used by one thread.
 */
final class RowSorter {
    /** Each takes a file descriptor and a buffer. */
    private static final int MAX_MERGED = 64;

    private final Path folder;
    private final int channels;
    private final long[] times;
    private final double[][] values;
    private final List<Path> runs = new ArrayList<>();
    private int size;
    private long lastOfRun = Long.MIN_VALUE;

    RowSorter(Path folder, int channels, int memoryRows) {
        this.folder = folder;
        this.channels = channels;
        int rows = Math.max(1_000, (int) Math.min(memoryRows, 8L * memoryRows / (channels + 1)));
        times = new long[rows];
        values = new double[rows][channels];
    }

    void add(long time, double[] row) throws IOException {
        if (size == times.length) {
            spill();
        }
        times[size] = time;
        System.arraycopy(row, 0, values[size], 0, channels);
        size++;
    }

    /** The sorted rows of all that was added. */
    SortedRows finish() throws IOException {
        spill();
        if (runs.isEmpty()) {
            runs.add(Files.createFile(folder.resolve("run0")));
        }
        for (int pass = 0; runs.size() > 1; pass++) {
            merge(pass);
        }
        return new SortedRows(runs.get(0), channels);
    }

    /** Appends the rows in memory, sorted, to the last run if they lie behind it, else to a new one. */
    private void spill() throws IOException {
        if (size == 0) {
            return;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> times[i]));
        boolean append = !runs.isEmpty() && times[order[0]] >= lastOfRun;
        if (!append) {
            runs.add(folder.resolve("run" + runs.size()));
        }
        Path run = runs.get(runs.size() - 1);
        try (DataOutputStream out = SortedRows.writer(run)) {
            for (int i : order) {
                SortedRows.write(out, times[i], values[i]);
            }
        }
        lastOfRun = times[order[size - 1]];
        size = 0;
    }

    /** Merges runs that follow each other, so many at a time, into fewer. */
    private void merge(int pass) throws IOException {
        List<Path> merged = new ArrayList<>();
        for (int first = 0; first < runs.size(); first += MAX_MERGED) {
            List<Path> some = runs.subList(first, Math.min(runs.size(), first + MAX_MERGED));
            if (some.size() == 1) {
                merged.add(some.get(0));
            } else {
                Path target = folder.resolve("merged" + pass + "-" + merged.size());
                merge(some, target);
                merged.add(target);
            }
        }
        runs.clear();
        runs.addAll(merged);
    }

    private void merge(List<Path> some, Path target) throws IOException {
        List<SortedRows.Scan> scans = new ArrayList<>();
        try (DataOutputStream out = SortedRows.writer(target)) {
            PriorityQueue<SortedRows.Scan> heads = new PriorityQueue<>(Comparator.comparingLong(SortedRows.Scan::time));
            for (Path run : some) {
                SortedRows.Scan scan = new SortedRows(run, channels).scan(0);
                scans.add(scan);
                if (scan.next()) {
                    heads.add(scan);
                }
            }
            while (!heads.isEmpty()) {
                SortedRows.Scan least = heads.poll();
                SortedRows.write(out, least.time(), least.values());
                if (least.next()) {
                    heads.add(least);
                }
            }
        } finally {
            for (SortedRows.Scan scan : scans) {
                scan.close();
            }
        }
        for (Path run : some) {
            Files.delete(run);
        }
    }
}
