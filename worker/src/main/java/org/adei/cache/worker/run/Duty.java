package org.adei.cache.worker.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.Tuning;
import org.adei.cache.work.LaneName;

/**
 * What a process does.
 *
 * @param name what it is called; empty for the name of the machine
 * @param roles at least one
 * @param threads threads of some lanes; others have those of the configuration
 */
public record Duty(String name, Set<Role> roles, Map<LaneName, Integer> threads) {
    /** Most threads of a lane in a process. */
    public static final int MOST_THREADS = 64;

    public Duty {
        roles = Set.copyOf(roles);
        threads = Map.copyOf(threads);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a process without roles: expected at least one");
        }
        threads.forEach((lane, number) -> {
            if (number < 1 || number > MOST_THREADS) {
                throw new IllegalArgumentException(
                        number + " threads of lane " + lane + ": expected 1 to " + MOST_THREADS);
            }
        });
    }

    /** Lanes among the roles, each with its threads. */
    Map<LaneName, Integer> threads(Tuning tuning) {
        Map<LaneName, Integer> all = new EnumMap<>(LaneName.class);
        roles.forEach(role -> role.lane()
                .ifPresent(lane -> all.put(
                        lane,
                        threads.getOrDefault(
                                lane,
                                lane == LaneName.CURRENT ? tuning.current().writers() : tuning.parallelSlices()))));
        return all;
    }

    /** The setup with the threads of this process. */
    Setup applied(Setup setup) {
        Tuning tuning = setup.tuning();
        int archive = threads.getOrDefault(LaneName.ARCHIVE, tuning.parallelSlices());
        return setup.with(tuning.slices(archive));
    }
}
