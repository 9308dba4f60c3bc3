package org.adei.cache.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.settings.Setup;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;

/**
 * Asks one source for groups and extents and makes new groups known to the catalogue, which then says what is wrong with
 * which. One look at a time, each on any thread; may take as long as the source does.
 */
final class SourceLook {
    /** Failures of groups that come from here begin so, and are cleared from here. */
    static final String NOT_PLANNED = "not planned: ";

    private final Source source;
    private final CacheStore store;
    private final Setup setup;
    private Map<GroupId, KnownGroup> known = Map.of();

    SourceLook(Source source, CacheStore store, Setup setup) {
        this.source = source;
        this.store = store;
        this.setup = setup;
    }

    /**
     * Looks once.
     *
     * @param leading asked before each group; once false the look ends and says nothing
     */
    Look look(BooleanSupplier leading) {
        try {
            return take(source.discover(), leading);
        } catch (CacheException e) {
            return new Look.Failed(e.getMessage());
        } catch (RuntimeException e) {
            return new Look.Failed(
                    "source " + source.name() + " cannot be looked at: " + e + ", a fault of this program");
        }
    }

    private Look take(Discovery discovery, BooleanSupplier leading) {
        List<String> notes = new ArrayList<>(discovery.notes());
        List<String> problems = new ArrayList<>();
        discovery.problems().forEach(problem -> problems.add(problem.subject() + ": " + problem.message()));
        Map<GroupId, String> failures = store.catalogue().failures();
        Map<GroupId, KnownGroup> now = new HashMap<>();
        for (SourceGroup group : discovery.groups()) {
            if (!leading.getAsBoolean()) {
                return new Look.Failed("the lead was lost");
            }
            try {
                now.put(group.id(), known(group, notes));
                remember(group.id(), "", failures);
            } catch (CacheException e) {
                problems.add(group.id() + ": " + e.getMessage());
                remember(group.id(), e.getMessage(), failures);
            } catch (RuntimeException e) {
                String message = "it cannot be looked at: " + e + ", a fault of this program";
                problems.add(group.id() + ": " + message);
                remember(group.id(), message, failures);
            }
        }
        gone(discovery.groups(), failures, notes);
        known = now;
        return new Look.Seen(List.copyOf(now.values()), problems, notes, Fingerprint.of(discovery.groups()));
    }

    private KnownGroup known(SourceGroup group, List<String> notes) {
        KnownGroup before = known.get(group.id());
        CachedGroup cached = before != null && before.group().channels().equals(group.channels())
                ? before.cached()
                : register(group, notes);
        return new KnownGroup(group, cached, source.extent(group));
    }

    private CachedGroup register(SourceGroup group, List<String> notes) {
        Catalogue.Registration registration =
                store.catalogue().register(group, setup.levels(), setup.tuning().raw());
        if (!registration.added().isEmpty()) {
            notes.add("group " + group.id() + ": new channels " + registration.added()
                    + "; cached from now on, missing before");
        }
        if (!registration.lost().isEmpty()) {
            notes.add("group " + group.id() + ": channels " + registration.lost()
                    + " are gone from the source; what is cached stays, they are missing from now on");
        }
        return registration.group();
    }

    /** Groups that the catalogue has of this source and the source has not. */
    private void gone(List<SourceGroup> groups, Map<GroupId, String> failures, List<String> notes) {
        Set<GroupId> there = new HashSet<>();
        groups.forEach(group -> there.add(group.id()));
        for (CachedGroup cached : store.catalogue().groups()) {
            if (cached.id().server().equals(source.name()) && !there.contains(cached.id())) {
                String message = "it is gone from its source; what is cached stays";
                if (remember(cached.id(), message, failures)) {
                    notes.add("group " + cached.id() + ": " + message);
                }
            }
        }
    }

    /** Whether the text is another than before. Only what was said from here is cleared from here. */
    private boolean remember(GroupId group, String message, Map<GroupId, String> failures) {
        String before = failures.getOrDefault(group, "");
        String text = message.isEmpty() ? "" : NOT_PLANNED + message;
        if (before.equals(text) || text.isEmpty() && !before.startsWith(NOT_PLANNED)) {
            return false;
        }
        store.catalogue().failure(group, text);
        return true;
    }
}
