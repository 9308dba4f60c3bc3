package org.adei.cache.query;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Querying;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;
import org.jspecify.annotations.Nullable;

/** What one query reads of a source: so many rows, for so long. Used by one thread. */
final class SourceVisit {
    private static final int BLOCK_ROWS = 4096;
    private static final int BLOCK_VALUES = 1 << 20;

    private final SourceDesk desk;
    private final SourceRows source;
    private final Querying limits;
    private final long deadline;
    private long read;

    /** Makes a visit whose time starts now. */
    SourceVisit(SourceDesk desk, SourceRows source, Querying limits) {
        this.desk = desk;
        this.source = source;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.sourceTime().toNanos();
    }

    /** Why not everything was read: what parts say for which it was not. */
    record Refusal(Origin origin, String reason) {}

    /**
     * Reads rows into a run; those that came before a refusal stay in it.
     *
     * @param group group as its source has it
     * @param channels names of the channels of the run's rows; those that the source does not have are missing
     * @return null if all was read
     */
    @Nullable
    Refusal read(SourceGroup group, List<String> channels, Interval interval, SourceRun run) {
        if (!desk.enter(group.id(), deadline)) {
            return notNow("the source is being read for other questions; ask again");
        }
        int width = channels.size();
        SourceGroup wanted = group.withChannels(
                channels.stream().filter(group.channels()::contains).toList());
        int[] targets = wanted.channels().stream().mapToInt(channels::indexOf).toArray();
        int capacity = Math.max(16, Math.min(BLOCK_ROWS, BLOCK_VALUES / (width + 1)));
        try (RowFeed feed = new RowFeed(() -> new RowBlock(width, capacity, targets))) {
            desk.read(group.id(), () -> feed.read(() -> source.open(wanted, interval)));
            return take(group, feed, run, new CompleteRows(width, interval));
        } catch (SkipException e) {
            return failed(e);
        } catch (RejectedExecutionException e) {
            throw new RetryException("group " + group.id() + " was not read from its source: this engine is closed", e);
        } catch (InterruptedException e) {
            throw SourceDesk.interrupted(group.id(), e);
        }
    }

    private @Nullable Refusal take(SourceGroup group, RowFeed feed, SourceRun run, CompleteRows rows)
            throws InterruptedException {
        while (true) {
            RowFeed.Step step = feed.next(deadline);
            if (step == null) {
                return notNow(String.format(
                        Locale.ROOT,
                        "the source gave %,d rows in %s ms; ask for a shorter time or fewer channels, or raise tuning.query.source-time",
                        read,
                        limits.sourceTime().toMillis()));
            }
            RowBlock block = step.rows();
            if (block == null) {
                return failed(step.failure());
            }
            read += block.size();
            int complete = rows.add(group.id(), block, step.more());
            run.add(rows.block(), complete);
            feed.giveBack(block);
            if (!step.more()) {
                run.finish();
                return null;
            }
            if (read >= limits.sourceRows()) {
                return notNow(String.format(
                        Locale.ROOT,
                        "the source has more than the %,d rows that an answer may read; ask for a shorter time, or raise tuning.query.source-rows",
                        limits.sourceRows()));
            }
        }
    }

    private static Refusal notNow(String reason) {
        return new Refusal(Origin.NOT_CACHED, reason);
    }

    private static Refusal failed(@Nullable RuntimeException failure) {
        if (failure instanceof CacheException) {
            return new Refusal(Origin.UNREACHABLE, String.valueOf(failure.getMessage()));
        }
        throw failure == null ? new IllegalStateException("rows ended without a reason") : failure;
    }
}
