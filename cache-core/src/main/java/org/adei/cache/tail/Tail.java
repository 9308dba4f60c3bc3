package org.adei.cache.tail;

import java.util.List;
import java.util.Objects;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;

/**
 * The tail of one group. Rows of the overlap stay in memory behind a base, the state of the open windows before them;
 * so a row that comes late, changes or vanishes within the overlap is put right by starting again at the base. Used by
 * one thread.
 */
public final class Tail {
    /** Most rows, and values, that are kept in memory whatever the overlap. */
    private static final int MOST_ROWS = 50_000;

    private static final int MOST_VALUES = 4_000_000;

    private final long overlap;
    private final OpenWindows base;
    private final RowBlock recent;
    private long baseTime;
    private long rowsBefore;
    private OpenWindows now;
    private long position;
    private boolean known;

    /**
     * Goes on where the cache ends.
     *
     * @param base windows open at {@code start.baseTime()}; owned by the tail from now on
     * @param overlap nanoseconds behind the last row in which rows may still change, 0 and up
     */
    public Tail(OpenWindows base, Start start, long overlap) {
        this.base = base;
        this.baseTime = start.baseTime();
        this.rowsBefore = start.rowsBefore();
        this.overlap = overlap;
        this.now = base.copy();
        this.position = start.position();
        this.known = start.position() == start.baseTime();
        this.recent = new RowBlock(base.channels(), 64);
    }

    /**
     * Where a tail goes on.
     *
     * @param baseTime rows before it are cached and are looked at no more
     * @param rowsBefore number of rows that the caller counts before {@code baseTime}
     * @param position everything before it is cached; from {@code baseTime} on
     */
    public record Start(long baseTime, long rowsBefore, long position) {
        public Start {
            if (position < baseTime || rowsBefore < 0) {
                throw new IllegalArgumentException(
                        "tail at " + position + " with " + rowsBefore + " rows before its base at " + baseTime
                                + ": expected no base behind it and no negative number");
            }
        }
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

    /** Time of the last of the recent rows, {@link Long#MIN_VALUE} if there are none. */
    public long lastTime() {
        return recent.size() == 0 ? Long.MIN_VALUE : recent.times()[recent.size() - 1];
    }

    /** Rows before the base, as counted from the beginning. */
    public long rowsBefore() {
        return rowsBefore;
    }

    /** Whether the rows behind the base are in memory; if not, {@link #replace} has to come first. */
    public boolean isKnown() {
        return known;
    }

    /**
     * Takes rows behind all that are known. The base stays, since rows that came late before them may not be known.
     *
     * @param rows in canonical order, none before {@link #position}
     */
    public TailUpdate append(RowBlock rows) {
        requireFrom(rows, position);
        if (!known) {
            throw new IllegalStateException(
                    "rows behind the base at " + baseTime + " are not known: replace them first");
        }
        return update(rows, 0, TailUpdate.APPEND);
    }

    /**
     * Takes all rows from {@link #baseTime} on as the source has them now, and moves the base up to the overlap. So a
     * row that could be read before {@code overlap} had passed behind it in the source's own time is never missed.
     *
     * @param rows in canonical order, none before {@link #baseTime}
     */
    public TailUpdate replace(RowBlock rows) {
        requireFrom(rows, baseTime);
        int same = commonRows(rows);
        if (known && same == recent.size() && (same == rows.size() || rows.times()[same] >= position)) {
            TailUpdate update = update(rows, same, TailUpdate.APPEND);
            settle();
            return update;
        }
        long change = known ? firstChange(rows, same) : baseTime;
        int from = same;
        while (from > 0 && rows.times()[from - 1] >= change) {
            from--;
        }
        known = true;
        recent.clear();
        recent.append(rows, 0, from);
        now = base.copy();
        Aggregator unchanged = new Aggregator(now);
        List<WindowBlock> written = blocks();
        unchanged.add(recent, from, written);
        unchanged.closeUntil(change, written);
        TailUpdate update = update(rows, from, change);
        settle();
        return update;
    }

    private long firstChange(RowBlock rows, int same) {
        long known = same < recent.size() ? recent.times()[same] : Long.MAX_VALUE;
        long found = same < rows.size() ? rows.times()[same] : Long.MAX_VALUE;
        return Math.min(known, found);
    }

    private TailUpdate update(RowBlock rows, int from, long rewriteFrom) {
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
        recent.append(fresh, 0, fresh.size());
        return new TailUpdate(fresh, closed, rewriteFrom);
    }

    /**
     * Moves the base behind rows that have left the overlap, to an edge of the finest level, and behind those that are
     * too many to be kept: they are not read again.
     */
    public void settle() {
        int most = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / (recent.channels() + 1)));
        long target = base.ladder().finest().floor(position - overlap);
        if (recent.size() > most) {
            target = Math.max(target, recent.times()[recent.size() - most]);
        }
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
        rowsBefore += gone;
        RowBlock rest = new RowBlock(recent.channels(), Math.max(1, recent.size() - gone));
        rest.append(recent, gone, recent.size());
        recent.clear();
        recent.append(rest, 0, rest.size());
    }

    private static void requireFrom(RowBlock rows, long least) {
        if (rows.size() > 0 && rows.times()[0] < least) {
            throw new IllegalArgumentException(
                    "row at " + rows.times()[0] + " lies before " + least + ": expected rows from there on");
        }
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
        return Objects.equals(rows.text(i), recent.text(i));
    }

    private List<WindowBlock> blocks() {
        return base.ladder().levels().stream()
                .map(level -> new WindowBlock(level, base.channels()))
                .toList();
    }
}
