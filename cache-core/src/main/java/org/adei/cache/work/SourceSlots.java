package org.adei.cache.work;

import java.util.List;
import java.util.Optional;

/**
 * Connections to sources that have a limit over all processes. A slot that is not prolonged ends by itself. Thread-safe;
 * failures are {@link org.adei.cache.failure.CacheException}s.
 */
public interface SourceSlots {
    /**
     * Takes a free slot.
     *
     * @param most slots that the source has, from 1 on
     * @return empty if all are taken
     */
    Optional<SourceSlot> take(String source, int most);

    /** Prolongs slots and gives those that are lost. */
    List<SourceSlot> renew(List<SourceSlot> slots);

    /** Gives a slot back; does nothing if it is lost. */
    void release(SourceSlot slot);

    /** Slots of a source that are taken now, over all processes. */
    int taken(String source);
}
