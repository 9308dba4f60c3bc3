package org.adei.cache.query;

import java.util.List;
import java.util.OptionalLong;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;

/**
 * Coverage and open windows of a group at one moment. Closed windows never change, so only these two have to fit.
 *
 * @param spans coverage in order of time
 * @param open windows open at the end of the last span, finest level first; empty if there are none
 * @param state the same with all bits, to go on from; null if there are none
 */
record Snapshot(
        List<Span> spans, List<WindowBlock> open, @Nullable OpenWindows state) {
    /** Nothing is cached. */
    static final Snapshot NOTHING = new Snapshot(List.of(), List.of(), null);

    static Snapshot of(CacheReader reader, CachedGroup group) {
        CacheReader.Covered covered = reader.covered(group);
        byte[] state = covered.openState();
        if (state == null) {
            return new Snapshot(covered.spans(), List.of(), null);
        }
        OpenWindows windows =
                OpenWindowsCodec.decode(group.ladder(), group.channels().size(), state);
        return new Snapshot(covered.spans(), windows.current(), windows);
    }

    OptionalLong watermark() {
        return spans.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(spans.get(spans.size() - 1).covered().to());
    }
}
