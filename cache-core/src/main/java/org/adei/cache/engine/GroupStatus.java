package org.adei.cache.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;

/**
 * What is cached of a group.
 *
 * @param group the group
 * @param spans its coverage in order of time
 * @param sizes entries and bytes per level, by window length in seconds; raw is 0
 * @param failure its last failure, null if the last run completed it
 */
public record GroupStatus(
        CachedGroup group,
        List<Span> spans,
        Map<Integer, CacheReader.LevelSize> sizes,
        @Nullable String failure) {

    public GroupStatus {
        spans = List.copyOf(spans);
        sizes = Map.copyOf(sizes);
    }

    /** Nanoseconds since 1970 up to which everything from the first cached row on is cached; empty if nothing is. */
    public OptionalLong watermark() {
        OptionalLong end = OptionalLong.empty();
        for (Span span : spans) {
            if (end.isPresent() && span.covered().from() != end.getAsLong()) {
                break;
            }
            end = OptionalLong.of(span.covered().to());
        }
        return end;
    }

    public Optional<String> lastFailure() {
        return Optional.ofNullable(failure);
    }
}
