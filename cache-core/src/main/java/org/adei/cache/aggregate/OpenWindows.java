package org.adei.cache.aggregate;

import java.util.List;
import java.util.stream.IntStream;
import org.adei.cache.model.Ladder;

/**
 * The windows of every level that are open at one point of a group's rows, with all their bits. Not thread-safe.
 *
 * <p>A level holds what its closed finer windows gave; what is still open below belongs to it only in {@link #current}.
 */
public final class OpenWindows {
    private final Ladder ladder;
    private final int channels;
    final OpenWindow[] levels;

    /** No window open at any level. */
    public OpenWindows(Ladder ladder, int channels) {
        this.ladder = ladder;
        this.channels = channels;
        levels = ladder.levels().stream()
                .map(level -> new OpenWindow(level, channels))
                .toArray(OpenWindow[]::new);
    }

    /** An independent copy with the same bits. */
    public OpenWindows copy() {
        return copy(IntStream.range(0, channels).toArray());
    }

    /** An independent copy of some channels with the same bits, in this order. */
    public OpenWindows copy(int[] some) {
        OpenWindows copy = new OpenWindows(ladder, some.length);
        for (int i = 0; i < levels.length; i++) {
            copy.levels[i] = levels[i].copy(some);
        }
        return copy;
    }

    public Ladder ladder() {
        return ladder;
    }

    public int channels() {
        return channels;
    }

    /** Whether no window is open, so that nothing has to be saved. */
    public boolean isEmpty() {
        for (OpenWindow window : levels) {
            if (window.open) {
                return false;
            }
        }
        return true;
    }

    /**
     * The open windows as they stand, finest level first, each with the open finer ones added: what a reader sees at
     * the tail. A level without an open window gives an empty block.
     */
    public List<WindowBlock> current() {
        List<WindowBlock> blocks = ladder.levels().stream()
                .map(level -> new WindowBlock(level, channels))
                .toList();
        new Aggregator(copy()).closeUntil(Long.MAX_VALUE, blocks);
        return blocks;
    }
}
