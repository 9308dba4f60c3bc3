package org.adei.cache.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.model.Interval;

/** What is cached, and who works on what. Thread-safe; leases live on the database's clock. */
public interface Coverage {
    /** Spans of a group in order of time; adjacent finished ones are merged as they finish. */
    List<Span> spans(CachedGroup group);

    /** The same of all groups that have any, by the number of the group. One round trip however many they are. */
    Map<Long, List<Span>> spans();

    /**
     * Takes the right to cache a slice. It must start where a span ends (which it then continues) or touch none.
     *
     * @param slice half-open; must not overlap another span's reserved part
     * @return empty if another worker holds a good lease on it or anything overlapping was claimed meanwhile
     */
    Optional<Claim> claim(CachedGroup group, Interval slice);

    /** Gives the right back; what is committed stays. Does nothing if the lease is lost. */
    void release(Claim claim);

    /**
     * Forgets what is cached in an interval (data and coverage in one transaction), so that it is cached anew.
     *
     * @param interval widened to edges of the coarsest level
     * @return the interval that was forgotten
     * @throws org.adei.cache.failure.RetryException if a worker holds a lease in it
     */
    Interval forget(CachedGroup group, Interval interval);

    /**
     * The same where workers may be at work: those that hold a lease in the interval lose it and can write nothing more
     * there, and all processes hear of it within 2 s.
     *
     * @param interval widened to edges of the coarsest level
     * @return the interval that was forgotten
     */
    Interval recache(CachedGroup group, Interval interval);
}
