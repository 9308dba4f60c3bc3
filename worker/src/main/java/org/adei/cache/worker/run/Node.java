package org.adei.cache.worker.run;

import java.util.Map;
import org.adei.cache.control.Control;
import org.adei.cache.control.TailPace;
import org.adei.cache.control.WorkerInfo;
import org.adei.cache.control.mariadb.MariaDbControlBoard;
import org.adei.cache.control.mariadb.MariaDbWorkers;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.Lanes;
import org.adei.cache.engine.RunListener;
import org.adei.cache.scheduler.Scheduler;
import org.adei.cache.settings.Setup;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.work.LaneName;
import org.adei.cache.worker.serve.Observation;
import org.adei.cache.worker.serve.Watching;
import org.jspecify.annotations.Nullable;

/** One process at work in some roles, from its making until it is closed. Thread-safe; the engine stays the caller's. */
public final class Node implements AutoCloseable {
    private final CacheEngine engine;
    private final Control control;
    private final Lanes lanes;
    private volatile @Nullable Scheduler scheduler;
    private final Watching watching;

    /**
     * Starts the roles.
     *
     * @param engine open, of the same setup; not at work yet
     * @param duty what this process does
     * @param observation measures what this process does and tells what an operator should know
     * @throws org.adei.cache.failure.CacheException if the schedule or the cache cannot be used
     */
    public Node(CacheEngine engine, Setup setup, Duty duty, Observation observation) {
        RunListener listener = observation.listener();
        Scheduler.check(setup);
        observation.startAnew();
        this.engine = engine;
        CacheDatabase database = engine.coordination();
        Map<LaneName, Integer> threads = duty.threads(setup.tuning());
        WorkerInfo self = WorkerInfo.here(
                duty.name(), duty.roles().stream().map(Role::toString).toList(), threads);
        control = new Control(
                        new Control.Ports(new MariaDbControlBoard(database), new MariaDbWorkers(database)),
                        self,
                        listener::note,
                        () -> complaints(observation.complaint()),
                        engine.store() instanceof TailPace pace ? pace : TailPace.NONE)
                .start();
        engine.obey(control);
        lanes = engine.start(threads, setup.schedule().scrub(), listener);
        if (duty.roles().contains(Role.SCHEDULER)) {
            Scheduler planner = Scheduler.start(engine, setup, control.name() + ", pid " + self.pid(), listener::note);
            scheduler = planner;
            control.whenRecached(planner::hurry);
        }
        watching = observation.watch(new Watching.Subject(
                control,
                this::leads,
                engine::pools,
                new Watching.Shared(engine.queue()::depths, engine.states()::all),
                setup.tuning().lease()));
    }

    /** What the list of workers says of this process; asked by the thread that beats. */
    private String complaints(String lanes) {
        Scheduler now = scheduler;
        String planning = now == null ? "" : now.complaint();
        return planning.isEmpty() || lanes.isEmpty() ? lanes + planning : planning + "; " + lanes;
    }

    private boolean leads() {
        Scheduler now = scheduler;
        return now != null && now.leads();
    }

    /** Gives the lead and all leases back; returns within about 10 s. */
    @Override
    public void close() {
        engine.stop();
        watching.close();
        Scheduler now = scheduler;
        if (now != null) {
            now.close();
        }
        lanes.close();
        control.close();
    }
}
