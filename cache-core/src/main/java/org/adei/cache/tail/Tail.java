package org.adei.cache.tail;

import java.util.List;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;

/**
 * The tail of one group. Rows of the overlap stay in memory behind a base, the state of the open windows before them;
 * so a row that comes late, changes or vanishes within the overlap is put right by starting again at the base. Used by
 * one thread.
 */
public final class Tail {
    private final long overlap;
    private final OpenWindows base;
    private final RowBlock recent;
    private long baseTime;
    private OpenWindows now;
    private long position;

    /**
     * Starts where the coverage ends.
     *
     * @param base windows open at {@code baseTime}; owned by the tail from now on
     * @param baseTime rows before it are cached and are looked at no more
     * @param overlap nanoseconds behind the last row in which rows may still change, 0 and up
     */
    public Tail(OpenWindows base, long baseTime, long overlap) {
        this.base = base;
        this.baseTime = baseTime;
        this.overlap = overlap;
        this.now = base.copy();
        this.position = baseTime;
        this.recent = new RowBlock(base.channels(), 64);
    }

    /** Rows from this time on are needed for {@link #replace}. */
    public long baseTime() {
        return baseTime;
    }

    /** Windows open at {@link #baseTime}. */
    public OpenWindows base() {
        return base;
    }

    /** Everything before it is known. */
    public long position() {
        return position;
    }

    /** Windows open at {@link #position}. */
    public OpenWindows now() {
        return now;
    }

    /** Number of rows between {@link #baseTime} and {@link #position}. */
    public int recentRows() {
        return recent.size();
    }

    /**
     * Takes rows behind all that are known.
     *
     * @param rows in canonical order, none before {@link #position}
     */
    public TailUpdate append(RowBlock rows) {
        TailUpdate update = add(rows, 0, TailUpdate.APPEND);
        recent.append(rows, 0, rows.size());
        advanceBase();
        return update;
    }

    /**
     * Takes all rows from {@link #baseTime} on as the source has them now.
     *
     * @param rows in canonical order, none before {@link #baseTime}
     */
    public TailUpdate replace(RowBlock rows) {
        int same = commonRows(rows);
        TailUpdate update;
        if (same == recent.size() && (same == rows.size() || rows.times()[same] >= position)) {
            update = add(rows, same, TailUpdate.APPEND);
            recent.append(rows, same, rows.size());
        } else {
            long end = position;
            now = base.copy();
            update = add(rows, 0, baseTime);
            position = Math.max(position, end);
            recent.clear();
            recent.append(rows, 0, rows.size());
        }
        advanceBase();
        return update;
    }

    private TailUpdate add(RowBlock rows, int from, long rewriteFrom) {
        RowBlock fresh = new RowBlock(rows.channels(), Math.max(1, rows.size() - from));
        fresh.append(rows, from, rows.size());
        List<WindowBlock> closed = blocks();
        Aggregator aggregator = new Aggregator(now);
        aggregator.add(fresh, fresh.size(), closed);
        if (fresh.size() > 0) {
            position = Math.max(position, fresh.times()[fresh.size() - 1] + 1);
        }
        if (rewriteFrom != TailUpdate.APPEND) {
            aggregator.closeUntil(position, closed);
        }
        return new TailUpdate(fresh, closed, rewriteFrom);
    }

    /** Moves the base behind rows that have left the overlap, to an edge of the finest level. */
    private void advanceBase() {
        Level finest = base.ladder().finest();
        long target = finest.floor(position - overlap);
        if (target <= baseTime) {
            return;
        }
        int gone = 0;
        while (gone < recent.size() && recent.times()[gone] < target) {
            gone++;
        }
        List<WindowBlock> written = blocks();
        Aggregator aggregator = new Aggregator(base);
        aggregator.add(recent, gone, written);
        aggregator.closeUntil(target, written);
        baseTime = target;
        RowBlock rest = new RowBlock(recent.channels(), Math.max(1, recent.size() - gone));
        rest.append(recent, gone, recent.size());
        recent.clear();
        recent.append(rest, 0, rest.size());
    }

    private int commonRows(RowBlock rows) {
        int limit = Math.min(rows.size(), recent.size());
        int i = 0;
        while (i < limit && sameRow(rows, i)) {
            i++;
        }
        return i;
    }

    private boolean sameRow(RowBlock rows, int i) {
        if (rows.times()[i] != recent.times()[i]) {
            return false;
        }
        for (int c = 0; c < rows.channels(); c++) {
            if (Double.doubleToRawLongBits(rows.values(c)[i]) != Double.doubleToRawLongBits(recent.values(c)[i])) {
                return false;
            }
        }
        return true;
    }

    private List<WindowBlock> blocks() {
        return base.ladder().levels().stream()
                .map(level -> new WindowBlock(level, base.channels()))
                .toList();
    }
}
