package org.adei.cache.scheduler;

import java.util.List;

/** What came of a look at a source. */
sealed interface Look {
    /**
     * The source was asked.
     *
     * @param groups groups that can be cached
     * @param problems what cannot, one sentence each
     * @param notes what an operator should know
     * @param fingerprint changes when groups or channels come or go
     */
    record Seen(List<KnownGroup> groups, List<String> problems, List<String> notes, String fingerprint)
            implements Look {}

    /** The source could not be asked. */
    record Failed(String message) implements Look {}
}
