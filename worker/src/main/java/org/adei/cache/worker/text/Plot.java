package org.adei.cache.worker.text;

import java.util.Arrays;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.query.Samples;
import org.adei.cache.source.RowBlock;

/** A small plot for a terminal: the band from minimum to maximum, and the mean in it. Pure. */
public final class Plot {
    private static final char BAND = ':';
    private static final char MEAN = '*';
    private static final int LABEL = 10;

    private final int width;
    private final int height;
    private final double[] min;
    private final double[] max;
    private final double[] mean;

    private Plot(int width, int height) {
        this.width = width;
        this.height = height;
        min = filled(width);
        max = filled(width);
        mean = filled(width);
    }

    private static double[] filled(int width) {
        double[] values = new double[width];
        Arrays.fill(values, RowBlock.NULL);
        return values;
    }

    /**
     * Draws one channel of an answer.
     *
     * @param width characters for the interval
     * @param height lines for the values
     */
    public static String draw(Samples samples, int channel, Interval interval, int width, int height) {
        Plot plot = new Plot(width, height);
        Samples.Channel values = samples.channels().get(channel);
        double length = (double) interval.to() - interval.from();
        for (int i = 0; i < samples.size(); i++) {
            int column = (int) (((double) samples.start()[i] - interval.from()) / length * width);
            if (values.valid()[i] > 0) {
                plot.add(Math.max(0, Math.min(width - 1, column)), values.min()[i], values.max()[i], values.mean()[i]);
            }
        }
        return plot.text(interval);
    }

    private void add(int column, double least, double greatest, double average) {
        boolean first = RowBlock.isNull(min[column]);
        min[column] = first ? least : Math.min(min[column], least);
        max[column] = first ? greatest : Math.max(max[column], greatest);
        mean[column] = first ? average : (mean[column] + average) / 2;
    }

    private String text(Interval interval) {
        double low = Arrays.stream(min).filter(v -> !RowBlock.isNull(v)).min().orElse(0);
        double high = Arrays.stream(max).filter(v -> !RowBlock.isNull(v)).max().orElse(1);
        double step = high > low ? (high - low) / (height - 1) : 1;
        char[][] lines = new char[height][width];
        for (char[] line : lines) {
            Arrays.fill(line, ' ');
        }
        for (int c = 0; c < width; c++) {
            if (!RowBlock.isNull(min[c])) {
                for (int y = row(min[c], low, step); y <= row(max[c], low, step); y++) {
                    lines[height - 1 - y][c] = BAND;
                }
                lines[height - 1 - row(mean[c], low, step)][c] = MEAN;
            }
        }
        List<String> drawn = Arrays.stream(lines).map(String::new).toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < height; i++) {
            String label = i == 0 ? Figures.value(high) : i == height - 1 ? Figures.value(low) : "";
            text.append(" ".repeat(Math.max(0, LABEL - label.length())))
                    .append(label)
                    .append(" |")
                    .append(drawn.get(i).stripTrailing())
                    .append('\n');
        }
        return text + axis(interval);
    }

    private static int row(double value, double low, double step) {
        return (int) Math.round((value - low) / step);
    }

    private String axis(Interval interval) {
        String from = Figures.time(interval.from()).substring(0, 16);
        String to = Figures.time(interval.to()).substring(0, 16);
        String space = " ".repeat(Math.max(1, width - from.length() - to.length()));
        return " ".repeat(LABEL + 1) + "+" + "-".repeat(width) + "\n" + " ".repeat(LABEL + 2) + from + space + to
                + "\n";
    }

    /** The signs that {@link #draw} uses, for a caption. */
    public static String legend() {
        return MEAN + " mean, " + BAND + " minimum to maximum";
    }
}
