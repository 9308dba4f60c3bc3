package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;

/** A cache in memory that does what an update says, as text with all bits. */
final class CacheModel {
    private final Ladder ladder;
    private final NavigableMap<Long, List<String>> rows = new TreeMap<>();
    private final List<NavigableMap<Long, String>> windows = new ArrayList<>();

    CacheModel(Ladder ladder) {
        this.ladder = ladder;
        ladder.levels().forEach(level -> windows.add(new TreeMap<>()));
    }

    /** One pass over all rows; the state becomes that of the open windows at the end. */
    static CacheModel straight(Ladder ladder, OpenWindows state, RowBlock all) {
        CacheModel model = new CacheModel(ladder);
        int channels = state.channels();
        List<WindowBlock> closed = ladder.levels().stream()
                .map(level -> new WindowBlock(level, channels))
                .toList();
        new Aggregator(state).add(all, all.size(), closed);
        model.apply(new TailUpdate(all, closed, TailUpdate.APPEND));
        return model;
    }

    void apply(TailUpdate update) {
        if (update.rewriteFrom() != TailUpdate.APPEND) {
            rows.tailMap(update.rewriteFrom(), true).clear();
            for (int k = 0; k < windows.size(); k++) {
                windows.get(k)
                        .tailMap(ladder.levels().get(k).floor(update.rewriteFrom()), true)
                        .clear();
            }
        }
        for (int i = 0; i < update.rows().size(); i++) {
            rows.computeIfAbsent(update.rows().times()[i], time -> new ArrayList<>())
                    .add(row(update.rows(), i));
        }
        put(update.closed());
    }

    private void put(List<WindowBlock> blocks) {
        for (int k = 0; k < blocks.size(); k++) {
            WindowBlock block = blocks.get(k);
            for (int i = 0; i < block.size(); i++) {
                String before = windows.get(k).put(block.start(i), window(block, i));
                if (before != null) {
                    throw new IllegalStateException("window of " + block.level() + " is written twice");
                }
            }
        }
    }

    /** All that a digest would see, the open windows last. */
    String text(OpenWindows open) {
        List<NavigableMap<Long, String>> all = new ArrayList<>();
        windows.forEach(level -> all.add(new TreeMap<>(level)));
        List<WindowBlock> current = open.current();
        for (int k = 0; k < current.size(); k++) {
            for (int i = 0; i < current.get(k).size(); i++) {
                all.get(k).put(current.get(k).start(i), window(current.get(k), i));
            }
        }
        return rows + "\n" + all;
    }

    static OpenWindows saved(OpenWindows state) {
        return OpenWindowsCodec.decode(state.ladder(), state.channels(), OpenWindowsCodec.encode(state));
    }

    private static String row(RowBlock rows, int i) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < rows.channels(); c++) {
            text.append(Double.doubleToRawLongBits(rows.values(c)[i])).append(' ');
        }
        return text.toString();
    }

    private static String window(WindowBlock block, int i) {
        StringBuilder text = new StringBuilder("n=" + block.rows(i) + " gap=" + block.gap(i));
        for (int c = 0; c < block.channels(); c++) {
            text.append(" valid=" + block.valid(c, i) + " other=" + block.nonFinite(c, i));
            if (block.valid(c, i) > 0) {
                for (double number : new double[] {
                    block.min(c, i), block.max(c, i), block.sum(c, i), block.rest(c, i), block.mean(c, i)
                }) {
                    text.append(' ').append(Double.doubleToLongBits(number));
                }
            }
        }
        return text.toString();
    }
}
