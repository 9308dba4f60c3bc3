package org.adei.cache.engine;

import java.util.Optional;
import org.adei.cache.model.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * What became of one group in a run.
 *
 * @param group the group
 * @param rows rows committed in this run
 * @param rejected rows left out in this run, each recorded with its reason
 * @param failure why the group is not complete, null if it is
 */
public record GroupResult(
        GroupId group, long rows, long rejected, @Nullable String failure) {
    public boolean done() {
        return failure == null;
    }

    /** Why the group is not complete. */
    public Optional<String> problem() {
        return Optional.ofNullable(failure);
    }
}
