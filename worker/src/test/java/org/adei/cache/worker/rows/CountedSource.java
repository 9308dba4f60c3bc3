package org.adei.cache.worker.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Rows that follow from their number, in pairs of one time now and then, with gaps, NULLs and fractions. */
final class CountedSource implements Source {
    private static final long STEP = 700_000_000L;
    private static final long GAP = 90_000_000_000_000L;

    private final String name;
    private final CountedSettings settings;

    CountedSource(String name, CountedSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        List<String> channels =
                IntStream.range(0, settings.channels()).mapToObj(c -> "c" + c).toList();
        GroupId id = new GroupId(name, "counted", "g");
        return new Discovery(List.of(new SourceGroup(id, channels, Interval.ALL, List.of(), id)), List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup group) {
        return new Interval(time(0), time(settings.rows() - 1) + 1);
    }

    /** Every 16th row shares its time with the one before; a day is missing after every 100,000th. */
    private static long time(int row) {
        return (row % 16 == 15 ? row - 1 : row) * STEP + row / 100_000 * GAP;
    }

    private static double value(int row, int channel) {
        long bits = (row * 31L + channel + 1) * 0x9e37_79b9_7f4a_7c15L;
        return bits >>> 58 == 0 ? RowBlock.NULL : (bits >> 20) / 1e4;
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        try (FileChannel file = FileChannel.open(
                settings.counter(), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return new Cursor(interval, file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}

    private final class Cursor implements RowCursor {
        private final Interval interval;
        private final MappedByteBuffer counter;
        private int next;

        Cursor(Interval interval, MappedByteBuffer counter) {
            this.interval = interval;
            this.counter = counter;
            while (next < settings.rows() && time(next) < interval.from()) {
                next++;
            }
        }

        @Override
        public boolean fill(RowBlock block) {
            int first = block.size();
            while (!block.isFull() && next < settings.rows() && time(next) < interval.to()) {
                int row = block.size();
                block.times()[row] = time(next);
                for (int c = 0; c < settings.channels(); c++) {
                    block.column(c)[row] = value(next, c);
                }
                block.size(row + 1);
                next++;
            }
            counter.putLong(0, counter.getLong(0) + block.size() - first);
            return next < settings.rows() && time(next) < interval.to();
        }

        @Override
        public void close() {}
    }
}
