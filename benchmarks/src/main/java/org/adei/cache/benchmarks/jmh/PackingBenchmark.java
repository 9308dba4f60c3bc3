package org.adei.cache.benchmarks.jmh;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Nanos;
import org.adei.cache.packed.Compression;
import org.adei.cache.packed.PackedSpan;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.packed.SpanReader;
import org.adei.cache.packed.SpanWriter;
import org.adei.cache.source.RowBlock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Spans of an hour at 1 Hz with 16 channels: slow walks with the whole mantissa or rounded to three places, or half of
 * them each. One operation is one row in coding and one value in decoding.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PackingBenchmark {
    private static final int ROWS = 3_600;
    private static final int CHANNELS = 16;
    private static final double STEP = 0.02;
    private static final double THOUSAND = 1_000;

    @Param({"half", "whole", "rounded"})
    String mantissa = "half";

    private final SpanWriter writer = new SpanWriter(Compression.NONE);
    private final SpanReader reader = new SpanReader();
    private final double[] values = new double[ROWS];
    private RowBlock block = new RowBlock(0, 1);
    private List<WindowBlock> windows = List.of();
    private PackedSpan span = new PackedSpan(SpanHead.of(writer.rows(one(), 0, 1)), new byte[0]);

    private static RowBlock one() {
        RowBlock one = new RowBlock(0, 1);
        one.size(1);
        return one;
    }

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        block = new RowBlock(CHANNELS, ROWS);
        for (int c = 0; c < CHANNELS; c++) {
            double value = 20.0 + c;
            boolean rounded = mantissa.equals("rounded") || mantissa.equals("half") && c % 2 == 1;
            for (int i = 0; i < ROWS; i++) {
                value += (random.nextDouble() - 0.5) * STEP;
                block.values(c)[i] = rounded ? Math.rint(value * THOUSAND) / THOUSAND : value;
            }
        }
        for (int i = 0; i < ROWS; i++) {
            block.times()[i] = i * Nanos.PER_SECOND;
        }
        block.size(ROWS);
        windows = Ladder.DEFAULT.levels().stream()
                .map(level -> new WindowBlock(level, CHANNELS))
                .toList();
        new Aggregator(new OpenWindows(Ladder.DEFAULT, CHANNELS)).add(block, ROWS, windows);
        span = PackedSpan.of(writer.rows(block, 0, ROWS));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] codeRows() {
        return writer.rows(block, 0, ROWS);
    }

    /** All windows that the rows close. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long codeWindows() {
        long bytes = 0;
        for (WindowBlock level : windows) {
            if (level.size() > 0) {
                bytes += writer.windows(level, 0, level.size()).length;
            }
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS * CHANNELS)
    public double[] decodeValues() {
        for (int c = 0; c < CHANNELS; c++) {
            reader.values(span.head(), c, span.column(c), values, 0);
        }
        return values;
    }
}
