package org.adei.cache.engine;

import java.util.List;
import org.adei.cache.control.Permission;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Span;
import org.adei.cache.tail.Followed;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SlicePlanner;

/** What the work on all groups of an engine shares. */
record GroupWork(CacheStore store, SliceCrew crew, Options options, Stop stop, Permission permission) {
    /**
     * How groups are cached.
     *
     * @param ladder levels
     * @param tuning limits of the work
     */
    record Options(Ladder ladder, Tuning tuning) {}

    /** The same as somebody else is allowed to do it. */
    GroupWork with(Permission other) {
        return new GroupWork(store, crew, options, stop, other);
    }

    /** Whether an operator lets the archive of a group be cached now. */
    boolean allows(GroupId group) {
        return permission.allows(LaneName.ARCHIVE, group);
    }

    /** Whether anything of a group is to be cached that nobody is at work on. One round trip to the cache, two to the source. */
    boolean isMissing(Source source, Followed group) {
        List<Span> spans = store.coverage().spans(group.cached());
        Level coarsest = group.cached().ladder().coarsest();
        Interval limits = group.group().limits();
        return !SlicePlanner.misaligned(limits, spans, coarsest).isEmpty()
                || !SlicePlanner.plan(
                                source.extent(group.group()),
                                limits,
                                spans,
                                coarsest,
                                options.tuning().sliceWindows())
                        .isEmpty();
    }

    /** Makes a group known to the cache, and channels that came or went to the listener. */
    CachedGroup register(SourceGroup group, RunListener listener) {
        Catalogue.Registration registration = store.catalogue()
                .register(group, options.ladder(), options.tuning().raw());
        if (!registration.added().isEmpty()) {
            listener.note("group " + group.id() + ": new channels " + registration.added()
                    + "; cached from now on, missing before");
        }
        if (!registration.lost().isEmpty()) {
            listener.note("group " + group.id() + ": channels " + registration.lost()
                    + " are gone from the source; what is cached stays, they are missing from now on");
        }
        return registration.group();
    }
}
