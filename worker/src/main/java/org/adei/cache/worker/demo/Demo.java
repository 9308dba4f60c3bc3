package org.adei.cache.worker.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.SkipException;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.worker.verify.Verification;
import org.jspecify.annotations.Nullable;

/**
 * The main job on real input, start to end: a server, a source, the cache, the check, a query. Run by one thread; may be
 * stopped by another.
 */
public final class Demo {
    private final DemoOutput output;
    private final boolean keep;
    private final AtomicReference<@Nullable CacheEngine> running = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * Prepares a demo.
     *
     * @param keep whether the server stays up and its data stay behind
     */
    public Demo(PrintWriter out, boolean keep) {
        this.output = new DemoOutput(out);
        this.keep = keep;
    }

    /** Asks {@link #run} to end soon, cleaning up. */
    public void stop() {
        stopped = true;
        CacheEngine engine = running.get();
        if (engine != null) {
            engine.stop();
        }
    }

    /**
     * Runs it.
     *
     * @param progress follows the caching
     * @return whether everything was cached and equals its source
     */
    public boolean run(Progress progress) {
        long start = System.nanoTime();
        try (DemoFolder folder = DemoFolder.make();
                LocalMariaDb server = DemoServer.start(folder, keep)) {
            output.server(server, since(start));
            step();
            DemoServer.prepare(server);
            DemoSource.load(server, folder);
            Path config = DemoConfig.write(server, folder);
            output.source(config);
            boolean good = cache(server, config, progress);
            output.places(server, folder, config, keep);
            if (keep) {
                folder.keep();
                server.release();
            }
            output.end(good, since(start));
            return good;
        } catch (IOException | SQLException e) {
            throw new SkipException("the demo cannot go on: " + e.getMessage(), e);
        }
    }

    /** Opens the listener of a run when it starts. */
    @FunctionalInterface
    public interface Progress {
        /** Caches while it is shown. */
        RunReport follow(Run run);
    }

    /** A run that tells a listener. */
    @FunctionalInterface
    public interface Run {
        RunReport with(RunListener listener);
    }

    private boolean cache(LocalMariaDb server, Path config, Progress progress) throws SQLException {
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
            running.set(engine);
            step();
            output.caching();
            long start = System.nanoTime();
            AtomicLong pace = new AtomicLong();
            RunReport report = progress.follow(listener -> {
                GroupTimer timer = new GroupTimer(Vibration.GROUP, listener);
                RunReport done = engine.runOnce(timer);
                pace.set(timer.rowsPerSecond());
                return done;
            });
            Duration took = since(start);
            DemoServer.measure(server);
            output.cached(report, took, engine.status());
            step();
            Verification verification = Verification.of(engine, Set.of());
            output.verified(verification);
            step();
            output.query(DemoQuery.run(engine));
            output.pace(pace.get(), singleRows(server));
            return report.done() && verification.equal();
        } finally {
            running.set(null);
        }
    }

    private static long singleRows(LocalMariaDb server) throws SQLException {
        try (Connection connection = server.connect(DemoServer.SOURCE_SCHEMA)) {
            return SingleRowPace.measure(connection);
        }
    }

    private void step() {
        if (stopped) {
            throw new SkipException("stopped; the server is ended and the files are deleted");
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
