package org.adei.cache.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.settings.Setup;
import org.adei.cache.source.Source;
import org.adei.cache.store.CacheStore;
import org.adei.cache.work.Leadership;
import org.adei.cache.work.SourceStates;
import org.adei.cache.work.mariadb.MariaDbLeadership;

/**
 * One of any number of schedulers of a cache; the one that leads asks sources on a calendar and fills the queue. Runs on
 * threads of its own from the start on until it is closed. Thread-safe; sources and ports stay the caller's.
 */
public final class Scheduler implements AutoCloseable {
    /** How each {@link #complaint} begins. */
    public static final String HELD_UP = "planning is held up: ";

    /** How long a lead lasts where the connection of a dead leader stays open. */
    private static final Duration LEAD = Duration.ofSeconds(3);

    private static final long PATIENCE_SECONDS = 8;

    private final ExecutorService lookers;
    private final LeaderLoop loop;
    private final Calendar calendar;
    private final Thread thread;

    /**
     * What a scheduler works with.
     *
     * @param notes hears what an operator should know; called by several threads, must be quick
     */
    public record Ports(
            CacheStore store, Leadership leadership, SourceStates states, WorkQueue queue, Consumer<String> notes) {}

    /**
     * What is scheduled.
     *
     * @param sources open sources by the names of the configuration
     */
    public record Setting(Setup setup, List<Source> sources) {
        public Setting {
            sources = List.copyOf(sources);
        }
    }

    private Scheduler(Ports ports, Setting setting, LongSupplier clock) {
        lookers = Executors.newFixedThreadPool(Math.max(1, setting.sources().size()), task -> {
            Thread looker = new Thread(task, "adei-lead-look");
            looker.setDaemon(true);
            return looker;
        });
        loop = new LeaderLoop(
                ports.leadership(), terms -> new Reign(ports, setting, terms, clock, lookers), clock, ports.notes());
        calendar = new Calendar(
                Map.of(
                        "discovery", setting.setup().schedule().discovery(),
                        "sweep", setting.setup().schedule().sweep()),
                Map.of(
                        "discovery", () -> loop.signal(Signals::discovery),
                        "sweep", () -> loop.signal(Signals::sweep)));
        thread = new Thread(loop, "adei-lead");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts one beside an engine.
     *
     * @param engine open, of the same setup; it stays the caller's
     * @param name what the status calls this process
     * @param notes hears what an operator should know; called by several threads, must be quick
     * @throws org.adei.cache.failure.ConfigurationException if a cron expression cannot be read
     */
    public static Scheduler start(CacheEngine engine, Setup setup, String name, Consumer<String> notes) {
        Leadership leadership = new MariaDbLeadership(engine.coordination(), name, LEAD);
        return start(
                new Ports(engine.store(), leadership, engine.states(), engine.queue(), notes),
                new Setting(setup, engine.sources()));
    }

    /**
     * Starts one.
     *
     * @throws org.adei.cache.failure.ConfigurationException if a cron expression cannot be read
     */
    public static Scheduler start(Ports ports, Setting setting) {
        check(setting.setup());
        return new Scheduler(ports, setting, System::nanoTime);
    }

    /**
     * Checks what only the scheduler understands of a configuration.
     *
     * @throws org.adei.cache.failure.ConfigurationException if a cron expression cannot be read
     */
    public static void check(Setup setup) {
        Calendar.check("discovery", setup.schedule().discovery());
        Calendar.check("sweep", setup.schedule().sweep());
    }

    /** Whether this one leads, as far as it knows. */
    public boolean leads() {
        return loop.leads();
    }

    /** Asks sources and looks for missing work now, whatever the calendar says; does nothing unless this one leads. */
    public void hurry() {
        loop.signal(Signals::sweep);
        loop.signal(Signals::discovery);
    }

    /** Why planning is held up, as the one who leads; empty if it is not. */
    public String complaint() {
        return loop.complaint();
    }

    /** Gives the lead back at once and ends the threads; returns within about 8 s. */
    @Override
    public void close() {
        calendar.close();
        loop.end();
        lookers.shutdown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lookers.shutdownNow();
        }
    }
}
