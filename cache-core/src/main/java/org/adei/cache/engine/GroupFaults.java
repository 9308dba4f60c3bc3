package org.adei.cache.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.queue.Demand;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.store.CacheStore;
import org.adei.cache.work.LaneName;

/** Groups that a lane has trouble with: named to the operator, and left out for a while. Thread-safe. */
final class GroupFaults {
    private final CacheStore store;
    private final RunListener listener;
    private final LaneName lane;
    private final Outages outages;
    private final Set<GroupId> named = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> leftOutUntil = new HashMap<>();

    GroupFaults(CacheStore store, RunListener listener, LaneName lane, Outages outages) {
        this.store = store;
        this.listener = listener;
        this.lane = lane;
        this.outages = outages;
    }

    /** Sources that are down. */
    Outages outages() {
        return outages;
    }

    void note(String message) {
        listener.note(message);
    }

    /** Tells of a failure after which the same work is tried again. */
    void retried(GroupId group, String message) {
        listener.retried(lane, group);
        listener.note("group " + group + ": " + message + "; tried again later");
    }

    /** Tells of windows that differed from the source and are cached anew. */
    void healed(GroupId group, int windows, String message) {
        listener.healed(group, windows);
        listener.note("group " + group + ": " + message);
    }

    /** Tells of a source that is down as a whole, once; the group's work waits for it. */
    void sourceFailed(String source, GroupId group, String message) {
        listener.retried(lane, group);
        if (outages.failed(source)) {
            listener.note(message + "; lane " + lane + " leaves its work until it answers, no attempt is counted");
        }
    }

    /** Says that there was nothing to take but what has to be left alone for now. */
    void passedOver() {
        listener.passedOver(lane);
    }

    /** Names a group's failure to the listener and in the catalogue. */
    void failed(GroupId group, String message) {
        listener.note("group " + group + ": " + message);
        named.add(group);
        remember(group, message);
    }

    /** Takes the name of a failure away that has passed. */
    void cached(GroupId group, LeasedItem lease) {
        if (named.remove(group) || lease.attempts() > 1 || lease.failures() > 0) {
            remember(group, "");
        }
    }

    private void remember(GroupId group, String message) {
        try {
            store.catalogue().failure(group, message);
        } catch (CacheException e) {
            listener.note("group " + group + ": its state could not be stored: " + e.getMessage());
        }
    }

    /** Takes no work of a group for a while; if there are too many such groups, it is taken and put back. */
    synchronized void leaveOut(long group, long nanos) {
        if (leftOutUntil.size() < Demand.MOST_WITHOUT) {
            leftOutUntil.put(group, System.nanoTime() + nanos);
        }
    }

    /** Groups to take no work of now, by number. */
    synchronized Set<Long> leftOut() {
        long now = System.nanoTime();
        leftOutUntil.values().removeIf(end -> end - now <= 0);
        return Set.copyOf(leftOutUntil.keySet());
    }
}
