package org.adei.cache.benchmarks.jmh;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Nanos;
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

/** Rows at 1 Hz into the five default levels; one operation is one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AggregationBenchmark {
    private static final int ROWS = 10_000;

    @Param({"16", "64"})
    int channels = 16;

    @Param({"0", "0.1"})
    double missing;

    private RowBlock block = new RowBlock(0, 1);
    private Aggregator aggregator = new Aggregator(new OpenWindows(Ladder.DEFAULT, 0));
    private List<WindowBlock> closed = List.of();
    private long time;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        block = new RowBlock(channels, ROWS);
        for (int c = 0; c < channels; c++) {
            double value = 0;
            for (int i = 0; i < ROWS; i++) {
                value += random.nextDouble() - 0.5;
                block.values(c)[i] = random.nextDouble() < missing ? RowBlock.NULL : value;
            }
        }
        block.size(ROWS);
        aggregator = new Aggregator(new OpenWindows(Ladder.DEFAULT, channels));
        closed = Ladder.DEFAULT.levels().stream()
                .map(level -> new WindowBlock(level, channels))
                .toList();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<WindowBlock> aggregate() {
        for (int i = 0; i < ROWS; i++) {
            block.times()[i] = time;
            time += Nanos.PER_SECOND;
        }
        closed.forEach(WindowBlock::clear);
        aggregator.add(block, ROWS, closed);
        return closed;
    }
}
