package org.adei.cache.worker.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.control.ControlState;
import org.adei.cache.control.WorkerState;
import org.adei.cache.queue.QuarantinedItem;
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
 * @param asked what came of asking sources from here
 * @param work what lanes have in the queue
 * @param groups groups by name
 */
public record StatusReport(
        String setup,
        @Nullable String lead,
        Crew crew,
        List<SourceState> sources,
        Asked asked,
        Work work,
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

    /**
     * What came of asking sources from here.
     *
     * @param unreachable those that could not be asked, with the reason
     * @param unpushed why some do not tell of changes by themselves
     * @param slow those that have been asked for a while and have not answered
     */
    public record Asked(Map<String, String> unreachable, Map<String, String> unpushed, Set<String> slow) {
        public Asked {
            unreachable = Map.copyOf(unreachable);
            unpushed = Map.copyOf(unpushed);
            slow = Set.copyOf(slow);
        }
    }

    /**
     * What is in the queue.
     *
     * @param lanes by lane
     * @param limit most items of a lane
     * @param aside items in quarantine, the latest first, {@value #MOST_ASIDE} at most
     */
    public record Work(Map<LaneName, Backlog> lanes, int limit, List<Aside> aside) {
        static final int MOST_ASIDE = 10;

        public Work {
            lanes = Map.copyOf(lanes);
            aside = List.copyOf(aside);
        }
    }

    /**
     * An item in quarantine.
     *
     * @param group name of its group
     */
    public record Aside(String group, QuarantinedItem item) {}

    public StatusReport {
        sources = List.copyOf(sources);
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
        return work.lanes().getOrDefault(lane, Backlog.NONE);
    }

    /** Whether anything of the archive is missing that somebody could be at work on. */
    public boolean isCatchingUp() {
        return !present().isEmpty() && groups.stream().anyMatch(group -> group.missing() > 0);
    }
}
