package org.adei.cache.query;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;

/**
 * Coverage and open windows of a group that belong together, though they are read one after the other while a worker
 * goes on. Closed windows never change, so only these two have to fit.
 *
 * @param spans coverage in order of time
 * @param open windows open at the end of the last span, finest level first; empty if there are none or a worker was too
 *     quick, and then finer levels and raw rows serve
 */
record Snapshot(List<Span> spans, List<WindowBlock> open) {
    private static final int ATTEMPTS = 4;

    static Snapshot of(CacheStore store, CachedGroup group) {
        List<Span> before = store.coverage().spans(group);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<byte[]> state = store.reader().openState(group);
            List<Span> after = store.coverage().spans(group);
            if (before.equals(after)) {
                return new Snapshot(
                        after, state.map(bytes -> decode(group, bytes)).orElse(List.of()));
            }
            before = after;
        }
        return new Snapshot(before, List.of());
    }

    private static List<WindowBlock> decode(CachedGroup group, byte[] state) {
        OpenWindows windows =
                OpenWindowsCodec.decode(group.ladder(), group.channels().size(), state);
        return windows.current();
    }

    OptionalLong watermark() {
        return spans.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(spans.get(spans.size() - 1).covered().to());
    }
}
