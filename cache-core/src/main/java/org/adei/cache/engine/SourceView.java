package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.tail.Followed;
import org.jspecify.annotations.Nullable;

/** What one source has, as this process found it at its last look. Used by one thread. */
final class SourceView {
    private static final int MOST_NOTES = 10_000;

    private final Source source;
    private final GroupWork work;
    private final RunListener listener;
    private final LaneReports reports;
    private final Map<GroupId, Followed> known = new LinkedHashMap<>();
    private final Set<GroupId> outdated = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean complete = true;
    private long moves;

    SourceView(Source source, GroupWork work, RunListener listener, LaneReports reports) {
        this.source = source;
        this.work = work;
        this.listener = listener;
        this.reports = reports;
    }

    /**
     * Asks the source for its groups and makes new ones known to the cache; one that cannot be is reported and left out.
     *
     * @return groups that can be worked on
     * @throws CacheException if the source cannot be asked
     */
    List<Followed> look() {
        Discovery discovery = source.discover();
        discovery.problems().forEach(problem -> tell(problem.subject() + ": " + problem.message()));
        discovery.notes().forEach(this::tell);
        return take(discovery.groups());
    }

    /** Says it once. */
    void tell(String note) {
        if (told.size() < MOST_NOTES && told.add(note)) {
            listener.note(note);
        }
    }

    private List<Followed> take(List<SourceGroup> groups) {
        complete = true;
        doubtAfterMove();
        Set<GroupId> now = new HashSet<>();
        List<Followed> found = new ArrayList<>();
        for (SourceGroup group : groups) {
            now.add(group.id());
            try {
                found.add(known.compute(group.id(), (id, before) -> registered(group, before)));
            } catch (RuntimeException e) {
                complete = false;
                reports.failed(group.id(), Unforeseen.message("it cannot be looked at", e));
            }
        }
        for (GroupId gone : List.copyOf(known.keySet())) {
            if (!now.contains(gone)) {
                known.remove(gone);
                outdated.remove(gone);
                tell("group " + gone + " is gone from source " + source.name() + "; what is cached stays");
            }
        }
        reports.has(source, now);
        return found;
    }

    /** Whether another server is written to than at the last look, which may not know the groups. */
    boolean isOutdated() {
        return work.store().moves() != moves;
    }

    private void doubtAfterMove() {
        if (isOutdated()) {
            moves = work.store().moves();
            outdated.addAll(known.keySet());
        }
    }

    private Followed registered(SourceGroup group, @Nullable Followed before) {
        if (before != null
                && !outdated.contains(group.id())
                && before.group().channels().equals(group.channels())) {
            return new Followed(group, before.cached());
        }
        Followed now = new Followed(group, work.register(group, listener));
        outdated.remove(group.id());
        return now;
    }

    /** Whether no group had to be left out at the last look. */
    boolean isComplete() {
        return complete;
    }

    /** A group by its name, as found at the last look. */
    @Nullable
    Followed find(GroupId id) {
        return known.get(id);
    }
}
