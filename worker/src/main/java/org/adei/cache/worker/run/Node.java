package org.adei.cache.worker.run;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.adei.cache.control.Control;
import org.adei.cache.control.WorkerInfo;
import org.adei.cache.control.mariadb.MariaDbControlBoard;
import org.adei.cache.control.mariadb.MariaDbWorkers;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.Lanes;
import org.adei.cache.engine.RunListener;
import org.adei.cache.model.Interval;
import org.adei.cache.scheduler.PlannedItem;
import org.adei.cache.scheduler.Scheduler;
import org.adei.cache.scheduler.WorkSink;
import org.adei.cache.settings.Setup;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.mariadb.MariaDbLeadership;
import org.adei.cache.work.mariadb.MariaDbSourceStates;
import org.jspecify.annotations.Nullable;

/** One process at work in some roles, from its making until it is closed. Thread-safe; the engine stays the caller's. */
public final class Node implements AutoCloseable {
    /** How long a lead lasts where the connection of a dead leader stays open. */
    private static final Duration LEAD = Duration.ofSeconds(3);

    private final Control control;
    private final Lanes lanes;
    private final @Nullable Scheduler scheduler;

    /**
     * Starts the roles.
     *
     * @param engine open, of the same setup; not at work yet
     * @param duty what this process does
     * @param listener hears what an operator should know
     * @throws org.adei.cache.failure.CacheException if the schedule or the cache cannot be used
     */
    public Node(CacheEngine engine, Setup setup, Duty duty, RunListener listener) {
        Scheduler.check(setup);
        CacheDatabase database = engine.coordination();
        MariaDbSourceStates states = new MariaDbSourceStates(database);
        Map<LaneName, Integer> threads = duty.threads(setup.tuning());
        WorkerInfo self = WorkerInfo.here(
                duty.name(), duty.roles().stream().map(Role::toString).toList(), threads);
        control = new Control(
                        new Control.Ports(new MariaDbControlBoard(database), new MariaDbWorkers(database)),
                        self,
                        listener::note,
                        () -> "")
                .start();
        engine.obey(control);
        lanes = engine.start(threads, states, listener);
        scheduler = duty.roles().contains(Role.SCHEDULER)
                ? Scheduler.start(
                        new Scheduler.Ports(
                                engine.store(),
                                new MariaDbLeadership(database, control.name() + ", pid " + self.pid(), LEAD),
                                states,
                                new NoQueue(setup.schedule().queue()),
                                listener::note),
                        new Scheduler.Setting(setup, engine.sources()))
                : null;
    }

    /** Gives the lead and all leases back; returns within about 10 s. */
    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.close();
        }
        lanes.close();
        control.close();
    }

    /** Stands for a queue that is always full: workers find what is missing by themselves. */
    private record NoQueue(int bound) implements WorkSink {
        @Override
        public Map<Long, List<Interval>> items(LaneName lane) {
            return Map.of(-1L, Collections.nCopies(bound, new Interval(0, 1)));
        }

        @Override
        public boolean add(LeaderLease lease, LaneName lane, List<PlannedItem> items) {
            return true;
        }
    }
}
