package org.adei.cache.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/**
 * A group as its source has it now.
 *
 * @param id name
 * @param channels names of the channels, in the source's order, each once; may be empty
 * @param limits the part of time that the configuration wants cached
 * @param omitted columns left out, each with its reason ({@code comment (varchar: not a number)})
 * @param locator what the adapter needs to find the group again (a table, a folder); opaque to the engine
 */
public record SourceGroup(GroupId id, List<String> channels, Interval limits, List<String> omitted, Object locator) {
    public SourceGroup {
        channels = List.copyOf(channels);
        omitted = List.copyOf(omitted);
        Set<String> seen = new HashSet<>();
        for (String channel : channels) {
            if (!seen.add(channel)) {
                throw new IllegalArgumentException("group " + id + " has two channels named \"" + channel + "\"");
            }
        }
    }

    /** The same group with these channels only, in this order: what a cursor then delivers. */
    public SourceGroup withChannels(List<String> wanted) {
        return new SourceGroup(id, wanted, limits, omitted, locator);
    }
}
