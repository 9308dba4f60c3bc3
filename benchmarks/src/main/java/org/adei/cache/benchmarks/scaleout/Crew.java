package org.adei.cache.benchmarks.scaleout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.adei.cache.benchmarks.ChildProcess;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupStatus;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.worker.Main;

/** Worker processes on an empty cache, and a leader that comes when they are there. */
final class Crew implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    /** The first and the last rows are not measured: not all workers are at work then. */
    private static final double EDGE = 0.05;

    private final Backlog backlog;
    private final String schema;
    private final Path folder;
    private final Path config;
    private final List<ChildProcess> processes = new ArrayList<>();
    private long mostSlots;

    Crew(Backlog backlog, Path folder, String schema, String limits) throws IOException, SQLException {
        this.backlog = backlog;
        this.folder = folder;
        this.schema = schema;
        Backlog.execute(backlog.cache, "", "CREATE SCHEMA " + schema);
        config = Files.writeString(folder.resolve(schema + ".yaml"), backlog.config(schema, limits));
    }

    private void start(String name, String roles, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--progress", "none", "--config", "" + config, "--name", name, "--roles", roles));
        arguments.addAll(List.of(more));
        processes.add(ChildProcess.start(
                folder.resolve(schema + "-" + name + ".out"), "400m", Main.class, arguments.toArray(String[]::new)));
    }

    /** Rows a second while all are at work. */
    double measure(int workers, int threads, long patienceSeconds) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        for (int worker = 0; worker < workers; worker++) {
            start("w" + worker, "archive", "--threads", "archive=" + threads);
        }
        while (ask("SELECT COUNT(*) FROM adei_worker") < workers) {
            pause(deadline);
        }
        start("leader", "scheduler");
        long all = backlog.rows();
        long first = awaitRows((long) (all * EDGE), deadline);
        long start = System.nanoTime();
        long last = awaitRows((long) (all * (1 - EDGE)), deadline);
        double rate = (last - first) * 1e9 / (System.nanoTime() - start);
        awaitRows(all, deadline);
        return rate;
    }

    private long awaitRows(long rows, long deadline) throws Exception {
        long now = rows();
        while (now < rows) {
            mostSlots =
                    Math.max(mostSlots, ask("SELECT COUNT(*) FROM adei_source_slot WHERE lease_until > SYSDATE(6)"));
            pause(deadline);
            now = rows();
        }
        return now;
    }

    private long rows() {
        return ask("SELECT SUM(cached_rows) FROM adei_coverage");
    }

    /** Most connections to the source that were reserved at once. */
    long mostSlots() {
        return mostSlots;
    }

    /** Tables that are not there yet have no rows. */
    private long ask(String sql) {
        try {
            return Backlog.number(backlog.cache, schema, sql);
        } catch (SQLException e) {
            return 0;
        }
    }

    private void pause(long deadline) throws Exception {
        if (System.nanoTime() > deadline) {
            StringBuilder said = new StringBuilder();
            try (var files = Files.list(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".out")).toList()) {
                    said.append(file.getFileName())
                            .append(": ")
                            .append(Files.readString(file))
                            .append('\n');
                }
            }
            throw new IllegalStateException("only " + rows() + " of " + backlog.rows() + " rows are cached:\n" + said);
        }
        Thread.sleep(LOOK_MILLIS);
    }

    /** Digests of all groups, after all processes have ended. */
    String digest() {
        close();
        TreeMap<String, String> digests = new TreeMap<>();
        try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, name -> null))) {
            for (GroupStatus status : engine.status()) {
                digests.put(
                        status.group().id().toString(),
                        engine.digest(status.group().id()).value());
            }
        }
        return digests.toString();
    }

    void drop() throws SQLException {
        Backlog.execute(backlog.cache, "", "DROP SCHEMA " + schema);
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::close);
        processes.clear();
    }
}
