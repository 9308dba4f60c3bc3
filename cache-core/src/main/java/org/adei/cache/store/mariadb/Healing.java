package org.adei.cache.store.mariadb;

import java.util.function.Supplier;
import org.adei.cache.failure.DamagedException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets spans whose bytes turn out to be damaged, so that they are cached anew from their source, and tells whoever met
 * them. Leases there are taken away. Thread-safe.
 */
final class Healing {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    private final Forgetting forgetting;

    Healing(Database database, Layout layout) {
        this.forgetting = new Forgetting(database, layout);
    }

    /** Does something that may meet a damaged span. */
    <T> T meeting(Supplier<T> work) {
        try {
            return work.get();
        } catch (DamagedSpanException e) {
            throw healed(e);
        }
    }

    /** The same for what is read later. */
    RowCursor meeting(RowCursor cursor) {
        return new RowCursor() {
            @Override
            public boolean fill(RowBlock block) {
                return meeting(() -> cursor.fill(block));
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private DamagedException healed(DamagedSpanException damage) {
        Interval gone = forgetting.discard(damage.group(), damage.interval());
        String message = damage.getMessage() + "; " + gone + " is forgotten and is cached anew from its source";
        LOG.warn("{}", message);
        return new DamagedException(message, damage);
    }
}
