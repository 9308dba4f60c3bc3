package org.adei.cache.query;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.settings.Querying;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Storage;

/**
 * Where all answers of a process ask sources for what is not cached. Equal questions at one time are answered once; of
 * each group one question is read at a time, and others wait for their turn. Thread-safe.
 */
public final class SourceDesk {
    /** Most questions that are read at once; each has a thread and at most one of its source's connections. */
    private static final int MOST_AT_ONCE = 16;

    private final SourceRows rows;
    private final Terms terms;
    private final Executor threads;
    private final Map<Question, CompletableFuture<Optional<QueryResult>>> flights = new ConcurrentHashMap<>();
    private final Set<GroupId> busy = new HashSet<>();

    /**
     * What groups that are not cached are answered by, and what that may cost.
     *
     * @param ladder levels of all groups
     * @param raw whether raw rows are copied
     */
    public record Terms(Ladder ladder, boolean raw, Querying limits) {}

    /**
     * Makes a desk.
     *
     * @param threads runs what waits for sources; must have a thread for each of {@value #MOST_AT_ONCE} reads
     */
    public SourceDesk(SourceRows rows, Terms terms, Executor threads) {
        this.rows = rows;
        this.terms = terms;
        this.threads = threads;
    }

    /** Whether sources are read at all; what they have is told in any case. */
    public boolean reads() {
        return terms.limits().readsSources();
    }

    /** What the source of a group has now, as {@link SourceExtents} tells it. */
    Optional<Interval> extent(GroupId group) {
        return rows.extent(group);
    }

    /** A group that is not cached, as it would be; empty if no source has it or none is read. */
    Optional<CachedGroup> group(GroupId id) {
        return reads() ? rows.group(id).map(this::asCached) : Optional.empty();
    }

    /** A group as its source has it now; empty if none has it. */
    Optional<SourceGroup> inSource(GroupId id) {
        return rows.group(id);
    }

    private CachedGroup asCached(SourceGroup group) {
        return new CachedGroup(
                0, group.id(), group.channels(), terms.ladder(), new Storage(terms.raw(), StorageLayout.WIDE));
    }

    /** What makes two queries equal: also whether the cache is there. */
    record Question(Query query, boolean cacheReached) {}

    /** The answer to a question, from whoever is working on an equal one, else by the supplier. */
    QueryResult shared(Question question, Supplier<QueryResult> answer) {
        CompletableFuture<Optional<QueryResult>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<QueryResult>> other = flights.putIfAbsent(question, mine);
        if (other != null) {
            return outcome(question.query.group(), other).orElseGet(answer);
        }
        try {
            QueryResult result = answer.get();
            mine.complete(Optional.of(result));
            return result;
        } finally {
            flights.remove(question, mine);
            mine.complete(Optional.empty());
        }
    }

    private static Optional<QueryResult> outcome(GroupId group, CompletableFuture<Optional<QueryResult>> other) {
        try {
            return other.get();
        } catch (InterruptedException e) {
            throw interrupted(group, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer ended in a way that is a fault of this program", e);
        }
    }

    /** A visit for one query, whose time starts now. */
    SourceVisit visit() {
        return new SourceVisit(this, rows, terms.limits());
    }

    /** Waits for the turn of a group; false if it did not come in time. */
    boolean enter(GroupId group, long deadline) {
        synchronized (busy) {
            while (busy.size() >= MOST_AT_ONCE || busy.contains(group)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    busy.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
                } catch (InterruptedException e) {
                    throw interrupted(group, e);
                }
            }
            return busy.add(group);
        }
    }

    private void leave(GroupId group) {
        synchronized (busy) {
            busy.remove(group);
            busy.notifyAll();
        }
    }

    /** Reads on a thread of its own; the turn, which must have been taken, ends when the source has let go of it. */
    void read(GroupId group, Runnable reading) {
        boolean begun = false;
        try {
            threads.execute(() -> {
                try {
                    reading.run();
                } finally {
                    leave(group);
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                leave(group);
            }
        }
    }

    static RetryException interrupted(GroupId group, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RetryException("interrupted while it waited for rows of group " + group + " from its source", e);
    }
}
