package org.adei.cache.store;

import org.adei.cache.model.StorageLayout;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a group, and how.
 *
 * @param raw whether raw rows are copied
 * @param layout how rows and windows lie, and are read
 * @param target the layout that the group is being given: what comes is written to both; null if it keeps its own
 */
public record Storage(
        boolean raw, StorageLayout layout, @Nullable StorageLayout target) {
    public Storage(boolean raw, StorageLayout layout) {
        this(raw, layout, null);
    }

    /** Whether little is written of each row: packed spans alone, or windows alone. */
    public boolean isSmall() {
        return !raw || !isWide();
    }

    /** Whether what comes is written to wide tables. */
    public boolean isWide() {
        return layout.isWide() || target != null && target.isWide();
    }

    /** Whether what comes is written to packed spans. */
    public boolean isPacked() {
        return layout.isPacked() || target != null && target.isPacked();
    }
}
