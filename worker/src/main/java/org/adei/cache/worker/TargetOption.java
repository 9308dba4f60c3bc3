package org.adei.cache.worker;

import java.util.List;
import org.adei.cache.control.Target;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.GroupId;
import org.adei.cache.settings.NearestWord;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code stop} and {@code start} are about: the setup if nothing else is said. */
final class TargetOption {
    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = "Only this lane: current, archive or log (default: the whole setup).")
    private @Nullable LaneName lane;

    @Option(names = "--group", paramLabel = "SERVER/DATABASE/GROUP", description = "Only this group.")
    private @Nullable String group;

    /** The target as it was written; whether the cache has such a group is not asked. */
    Target target() {
        if (lane != null && group != null) {
            throw new ConfigurationException("--lane and --group are given both: expected at most one of them");
        }
        if (lane != null) {
            return new Target.Lane(lane);
        }
        return group == null ? new Target.Setup() : new Target.Group(GroupOption.group(group));
    }

    /** A group that the cache does not have is probably misspelt. */
    static void requireKnown(CacheEngine engine, Target target) {
        if (target instanceof Target.Group group
                && engine.store().catalogue().find(group.group()).isEmpty()) {
            List<String> known = engine.store().catalogue().groups().stream()
                    .map(CachedGroup::id)
                    .map(GroupId::toString)
                    .toList();
            throw new ConfigurationException("--group: the cache has no group " + group.group()
                    + NearestWord.of(group.group().toString(), known)
                            .map(nearest -> ", did you mean " + nearest + "?")
                            .orElse(": expected one of those that `status` lists"));
        }
    }
}
