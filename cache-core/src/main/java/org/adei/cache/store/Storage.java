package org.adei.cache.store;

import org.adei.cache.model.StorageLayout;

/**
 * What is stored of a group, and how.
 *
 * @param raw whether raw rows are copied
 * @param layout how rows and windows lie
 */
public record Storage(boolean raw, StorageLayout layout) {
    /** Whether little is written of each row: packed spans alone, or windows alone. */
    public boolean isSmall() {
        return !raw || layout == StorageLayout.PACKED;
    }
}
