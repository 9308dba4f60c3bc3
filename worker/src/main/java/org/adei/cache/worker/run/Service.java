package org.adei.cache.worker.run;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.failure.CacheException;
import org.adei.cache.settings.Setup;
import org.adei.cache.worker.serve.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Runs a node until it is asked to stop, and another one in its place whenever the configuration has changed. Used by
 * one thread; {@link #stop} by any.
 */
public final class Service {
    private static final long LOOK_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final ConfigWatch config;
    private final Duty duty;
    private final RunListener notes;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Makes a service that is not running.
     *
     * @param config the file, loaded once already
     * @param notes hears what an operator should know
     */
    public Service(ConfigWatch config, Duty duty, RunListener notes) {
        this.config = config;
        this.duty = duty;
        this.notes = notes;
    }

    /** Asks the service to give back what it holds and to end. */
    public void stop() {
        stopped.countDown();
    }

    /**
     * Runs until it is asked to stop.
     *
     * @throws CacheException if the setup cannot be started; once it was, faults are told and tried again
     */
    public void run() throws InterruptedException {
        try (Observation observation = new Observation(config.current(), notes, System::nanoTime)) {
            run(observation);
        }
    }

    @SuppressWarnings("try") // the watch works by being there
    private void run(Observation observation) throws InterruptedException {
        RunListener listener = observation.listener();
        Setup setup = config.current();
        boolean ran = false;
        long wait = LOOK_MILLIS;
        while (!stopping(0)) {
            try (Watch watch =
                            Watch.start(setup, reign -> listener.note("a new reign: " + reign), observation.reigns());
                    CacheEngine engine = CacheEngine.open(duty.applied(setup), observation.writes())) {
                if (!ran) {
                    ServerAdvice.tell(engine, listener);
                }
                ran = true;
                wait = LOOK_MILLIS;
                Optional<Setup> next = serve(engine, setup, observation);
                if (next.isPresent()) {
                    setup = next.get();
                    listener.note(
                            "the configuration has changed: what was held is given back, starting with the new one");
                }
            } catch (CacheException e) {
                if (!ran) {
                    throw e;
                }
                listener.note(e.getMessage() + "; started again in " + wait / 1000 + " s");
                stopping(wait);
                wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
                setup = config.look(listener).orElse(setup);
            }
        }
    }

    /** Works until asked to stop, or until there is another setup, which it gives. */
    @SuppressWarnings("try") // the node works by being there
    private Optional<Setup> serve(CacheEngine engine, Setup setup, Observation observation)
            throws InterruptedException {
        try (Node node = new Node(engine, setup, duty, observation)) {
            @Nullable Setup next = null;
            while (next == null && !stopping(LOOK_MILLIS)) {
                next = config.look(observation.listener()).orElse(null);
            }
            return Optional.ofNullable(next);
        }
    }

    private boolean stopping(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }
}
