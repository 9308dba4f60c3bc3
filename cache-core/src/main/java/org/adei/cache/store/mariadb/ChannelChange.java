package org.adei.cache.store.mariadb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adei.cache.store.mariadb.GroupTable.KnownChannel;

/**
 * What a group's channels become when its source has others. Pure.
 *
 * @param channels by position: the known ones keep theirs, new ones follow in the source's order
 * @param added names of the new ones
 * @param lost names of those that the source had until now
 */
record ChannelChange(List<KnownChannel> channels, List<String> added, List<String> lost) {
    static ChannelChange of(List<KnownChannel> known, List<String> source) {
        Set<String> missing = new HashSet<>(source);
        List<KnownChannel> channels = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (KnownChannel channel : known) {
            boolean active = missing.remove(channel.name());
            channels.add(new KnownChannel(channel.name(), active));
            if (channel.active() && !active) {
                lost.add(channel.name());
            }
        }
        List<String> added = source.stream().filter(missing::contains).toList();
        added.forEach(name -> channels.add(new KnownChannel(name, true)));
        return new ChannelChange(List.copyOf(channels), added, List.copyOf(lost));
    }

    List<String> names() {
        return channels.stream().map(KnownChannel::name).toList();
    }
}
