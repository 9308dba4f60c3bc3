package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.SourceSettings;
import org.jspecify.annotations.Nullable;

/**
 * One independent installation: where it caches, at which levels, and from which sources.
 *
 * @param name name of the setup
 * @param cache the server that holds the cache
 * @param levels ladder of all its groups; {@link Ladder#DEFAULT} if left out
 * @param sources sources by name, at least one, in the order of the configuration
 * @param tuning limits of the work; {@link Tuning#DEFAULT} if left out
 * @param schedule when the leader looks for work; {@link Schedule#DEFAULT} if left out
 * @param cluster the servers that hold the cache, where they are more than one
 * @param serve what each process offers over the network; {@link Serve#NOTHING} if left out
 */
public record Setup(
        @JsonProperty("setup") String name,
        CacheServer cache,
        Ladder levels,
        Map<String, SourceSettings> sources,
        Tuning tuning,
        Schedule schedule,
        @Nullable Cluster cluster,
        Serve serve) {
    public Setup {
        Required.text("setup", name);
        Required.value("cache", cache);
        Required.value("sources", sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources is empty: expected at least one source");
        }
        sources.forEach((source, settings) -> {
            if (source.isBlank() || source.indexOf('/') >= 0) {
                throw new IllegalArgumentException(
                        "source name \"" + source + "\" cannot be used: expected at least one character and no slash");
            }
            Required.value("sources." + source, settings);
        });
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        levels = levels == null ? Ladder.DEFAULT : levels;
        tuning = tuning == null ? Tuning.DEFAULT : tuning;
        schedule = schedule == null ? Schedule.DEFAULT : schedule;
        serve = serve == null ? Serve.NOTHING : serve;
    }

    /** The same with other limits of the work. */
    public Setup with(Tuning other) {
        return new Setup(name, cache, levels, sources, other, schedule, cluster, serve);
    }

    /** A setup with the default ladder and limits. */
    public static Setup of(String name, CacheServer cache, Map<String, SourceSettings> sources) {
        return new Setup(name, cache, Ladder.DEFAULT, sources, Tuning.DEFAULT, Schedule.DEFAULT, null, Serve.NOTHING);
    }
}
