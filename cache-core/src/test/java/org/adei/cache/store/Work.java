package org.adei.cache.store;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;

/** Works on a claim as the engine does: rows in, batches with their windows out. */
public final class Work implements AutoCloseable {
    private final Claim claim;
    private final BatchWriter writer;
    private final Aggregator aggregator;
    private final List<List<WindowBlock>> written = new ArrayList<>();
    private List<Batch.RejectedRow> rejected = List.of();

    public Work(CacheStore store, Claim claim) {
        this.claim = claim;
        this.writer = store.writer(claim);
        CachedGroup group = claim.group();
        int channels = group.channels().size();
        byte[] state = claim.openState();
        this.aggregator = new Aggregator(
                state == null
                        ? new OpenWindows(group.ladder(), channels)
                        : OpenWindowsCodec.decode(group.ladder(), channels, state));
    }

    /** Rows that go with the next batch as left out. */
    public Work rejecting(String row, String reason) {
        rejected = List.of(new Batch.RejectedRow(row, reason));
        return this;
    }

    /** Makes the batch that covers everything before the position. */
    public Batch batch(RowBlock rows, long position) {
        List<WindowBlock> closed = claim.group().ladder().levels().stream()
                .map(level -> new WindowBlock(level, claim.group().channels().size()))
                .toList();
        if (rows.size() > 0) {
            aggregator.add(rows, rows.size(), closed);
        }
        if (position == claim.goal()) {
            aggregator.closeUntil(position, closed);
        }
        byte[] state = aggregator.state().isEmpty() ? null : OpenWindowsCodec.encode(aggregator.state());
        written.add(closed);
        return new Batch(rows, closed, position, state, rejected);
    }

    public Work write(RowBlock rows, long position) {
        writer.write(batch(rows, position));
        rejected = List.of();
        return this;
    }

    public void write(Batch batch) {
        writer.write(batch);
    }

    /** Writes the rest of the slice. */
    public Work finish(RowBlock rows) {
        return write(rows, claim.goal());
    }

    /** Windows of all batches, by level and then batch. */
    public List<WindowBlock> windows(int level) {
        return written.stream().map(blocks -> blocks.get(level)).toList();
    }

    @Override
    public void close() {
        writer.close();
    }
}
