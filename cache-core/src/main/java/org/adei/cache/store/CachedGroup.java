package org.adei.cache.store;

import java.util.List;
import org.adei.cache.log.Severity;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;

/**
 * A group as the cache knows it.
 *
 * @param number key of the group in the cache's own tables
 * @param id name
 * @param channels names by position; a position never changes its meaning, lost channels keep theirs
 * @param ladder the levels that it is cached at
 * @param storage what is stored, and how
 */
public record CachedGroup(long number, GroupId id, List<String> channels, Ladder ladder, Storage storage) {
    public CachedGroup {
        channels = List.copyOf(channels);
    }

    /** The same group, stored in another way. */
    public CachedGroup with(Storage other) {
        return new CachedGroup(number, id, channels, ladder, other);
    }

    /** Whether raw rows are copied. */
    public boolean raw() {
        return storage.raw();
    }

    /** Whether its rows are events: they have texts, and their channels are the severities. */
    public boolean isLog() {
        return Severity.areChannels(channels);
    }

    /** Position of a channel by name, -1 if there is none. */
    public int position(String channel) {
        return channels.indexOf(channel);
    }
}
