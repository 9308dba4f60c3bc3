package org.adei.cache.worker.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.control.ControlState;
import org.adei.cache.control.WorkerState;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceState;
import org.jspecify.annotations.Nullable;

/**
 * A running setup at one moment.
 *
 * @param setup its name
 * @param lead who leads, null if nobody does
 * @param crew workers that are there, and those that ended without saying so, and what operators have said
 * @param sources what the leader says of sources, by name
 * @param unreachable sources that could not be asked from here, with the reason
 * @param unpushed why sources do not tell of changes by themselves, by name
 * @param queue what lanes have in the queue
 * @param groups groups by name
 */
public record StatusReport(
        String setup,
        @Nullable String lead,
        Crew crew,
        List<SourceState> sources,
        Map<String, String> unreachable,
        Map<String, String> unpushed,
        Map<LaneName, Backlog> queue,
        List<GroupLine> groups) {
    /**
     * Who works, and what they may do.
     *
     * @param workers all by name
     * @param control what operators have said
     */
    public record Crew(List<WorkerState> workers, ControlState control) {
        public Crew {
            workers = List.copyOf(workers);
        }
    }

    public StatusReport {
        sources = List.copyOf(sources);
        unreachable = Map.copyOf(unreachable);
        unpushed = Map.copyOf(unpushed);
        queue = Map.copyOf(queue);
        groups = List.copyOf(groups);
    }

    Optional<String> leader() {
        return Optional.ofNullable(lead);
    }

    ControlState control() {
        return crew.control();
    }

    /** Workers that are there. */
    List<WorkerState> present() {
        return crew.workers().stream().filter(WorkerState::counts).toList();
    }

    Backlog backlog(LaneName lane) {
        return queue.getOrDefault(lane, Backlog.NONE);
    }

    /** Whether anything of the archive is missing that somebody could be at work on. */
    public boolean isCatchingUp() {
        return !present().isEmpty() && groups.stream().anyMatch(group -> group.missing() > 0);
    }
}
