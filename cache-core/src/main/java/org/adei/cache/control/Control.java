package org.adei.cache.control;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;

/**
 * This process in the list of workers, and what it is let do. One thread beats and reads once a second; while the
 * database cannot be reached, what was read last holds. Thread-safe; closing it takes the worker off the list.
 */
public final class Control implements Permission, AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 3_000;

    private final Ports ports;
    private final WorkerInfo self;
    private final Consumer<String> notes;
    private final Supplier<String> complaint;
    private final TailPace pace;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Seen seen;
    private volatile @Nullable String fault;
    private volatile long recached;
    private volatile Runnable whenRecached = () -> {};
    private @Nullable WorkerTicket ticket;

    /**
     * Where workers are listed and control is read.
     *
     * @param board what may run
     * @param workers who runs
     */
    public record Ports(ControlBoard board, Workers workers) {}

    /** What was read last, under which name. */
    private record Seen(String name, ControlState state, List<WorkerState> workers) {}

    /**
     * Makes a worker that is not registered yet.
     *
     * @param notes hears what an operator should know
     * @param complaint what the list says is wrong with this process, empty if nothing; asked at each beat
     * @param pace how fast the newest rows are written here; hears once a second how fast they are elsewhere
     */
    public Control(Ports ports, WorkerInfo self, Consumer<String> notes, Supplier<String> complaint, TailPace pace) {
        this.ports = ports;
        this.self = self;
        this.notes = notes;
        this.complaint = complaint;
        this.pace = pace;
        this.seen = new Seen(self.name(), ControlState.FREE, List.of());
        this.thread = new Thread(this::run, "adei-control");
        thread.setDaemon(true);
    }

    /** Registers, reads what holds, and goes on doing so on a thread of its own. */
    public Control start() {
        step();
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One beat and one look. Round trips: six, and two more when it registers. */
    void step() {
        try {
            WorkerTicket place = place();
            seen = new Seen(place.name(), ports.board().read(), ports.workers().all());
            pace.heard(ports.workers().slowestTail(place));
            heed(seen.state().recached());
            if (fault != null) {
                fault = null;
                notes.accept("control: the cache can be read again");
            }
        } catch (CacheException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failed(e + ", a fault of this program");
        }
    }

    private void heed(long request) {
        if (request != 0 && request != recached) {
            recached = request;
            whenRecached.run();
        }
    }

    /**
     * Has something done whenever an operator asks for something to be cached anew, on the thread of the beat; must be
     * quick.
     */
    public void whenRecached(Runnable task) {
        whenRecached = task;
    }

    private WorkerTicket place() {
        WorkerTicket place = ticket;
        if (place != null && ports.workers().beat(place, new Beat(threads(), complaint.get(), pace.taken()))) {
            return place;
        }
        WorkerTicket fresh = ports.workers().register(self);
        if (place != null) {
            notes.accept("this worker was taken for dead; it is listed as " + fresh.name() + " from now on");
        } else if (!fresh.name().equals(self.name())) {
            notes.accept("a worker named " + self.name() + " is there already; this one is listed as " + fresh.name());
        }
        ticket = fresh;
        return fresh;
    }

    private void failed(String message) {
        if (fault == null) {
            notes.accept("control: " + message + "; what was said last holds");
        }
        fault = message;
    }

    /** The name under which this process is listed. */
    public String name() {
        return seen.name();
    }

    /** What was read last. */
    public ControlState state() {
        return seen.state();
    }

    /** Why control cannot be read at present; empty if it can. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Threads of the lanes of this process now. */
    public Map<LaneName, Integer> threads() {
        Map<LaneName, Integer> now = new EnumMap<>(LaneName.class);
        self.threads().forEach((lane, configured) -> now.put(lane, threads(lane, configured)));
        return now;
    }

    @Override
    public boolean allows(LaneName lane) {
        return seen.state().allows(lane);
    }

    @Override
    public boolean allows(LaneName lane, GroupId group) {
        return seen.state().allows(lane, group);
    }

    @Override
    public int threads(LaneName lane, int configured) {
        Seen now = seen;
        OptionalInt total = now.state().total(lane);
        return total.isPresent() ? Shares.of(total.getAsInt(), now.name(), lane, now.workers()) : configured;
    }

    @Override
    public long recached() {
        return recached;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        WorkerTicket place = ticket;
        if (place != null && fault == null && !thread.isAlive()) {
            try {
                ports.workers().leave(place);
            } catch (CacheException e) {
                notes.accept("worker " + place.name() + " could not be taken off the list, it drops out by itself: "
                        + e.getMessage());
            }
        }
    }
}
