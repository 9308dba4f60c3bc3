package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.CommandControl;
import org.adei.cache.replication.rejoin.FileCopy;
import org.adei.cache.replication.rejoin.Return;
import org.adei.cache.replication.rejoin.ReturnPlanner;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.replication.state.Content;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;

/**
 * Makes one server equal to its master again, and shows that it is. What it is in the middle of stands on the server
 * itself, so whoever comes next goes on. {@link #abort} may be called by any thread, all else by one.
 */
public final class Restoration {
    private static final Duration STATEMENT = Duration.ofMinutes(30);
    private static final Duration TOOL = Duration.ofMinutes(10);
    private static final Duration FILES = Duration.ofHours(12);
    private static final Duration CATCH_UP = Duration.ofSeconds(20);
    private static final Duration NEWS = Duration.ofMinutes(1);
    private static final int PAUSE_PART = 5;
    private static final int ARCHIVES = 20;
    private static final int TRIAL_SECONDS = 5;

    private static final String MARK = "UPDATE adei_ha.vote SET content = %d WHERE id = 1";

    private static final String SAME_REIGN = " AND epoch = %s AND primary_id = %s AND primary_id <> @@server_id";

    private static final String REIGN = "SELECT epoch, primary_id FROM adei_ha.vote";

    private static final String BUSY = "SELECT GET_LOCK('adei_ha.restoration', 0)";

    private final Cluster cluster;
    private final String name;
    private final String master;
    private final Path archive;
    private final Executor threads;
    private final Consumer<String> progress;
    private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();

    /**
     * Who is to be equal to whom.
     *
     * @param server the server that comes back
     * @param master whom it is to be equal to
     */
    public record Pair(String server, String master) {}

    /**
     * Connects to nobody yet.
     *
     * @param archive folder for what is undone
     * @param threads for sums of tables on both servers at once
     * @param progress gets sentences about what takes long
     */
    public Restoration(Cluster cluster, Pair pair, Path archive, Executor threads, Consumer<String> progress) {
        this.cluster = cluster;
        this.name = pair.server();
        this.master = pair.master();
        this.archive = archive;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Takes back what the master never had, or fills the server anew out of a replica that is proven whole, of the master
     * only if there is none; it replicates from nobody then.
     *
     * @param broken whether what it has logged does not say what it holds
     * @return what was done
     * @throws org.adei.cache.failure.CacheException if it failed; the server stays marked as partial
     */
    public String restore(boolean broken) {
        try (ServerSession target = open(name);
                ServerSession reigning = open(master)) {
            occupy(target);
            Map<String, String> reign = reign(target);
            requireReplica(target, reign);
            boolean half = target.value("SELECT content FROM adei_ha.vote").equals("" + Content.PARTIAL.ordinal());
            if (broken && !half && target.rows("SHOW ALL SLAVES STATUS").isEmpty()) {
                return "it has been restored already";
            }
            if (broken && !half && goesOn(reigning, target)) {
                return "it replicates again, its error was a passing one";
            }
            if (half || broken) {
                new SqlSeed(reigning, target).requireRights();
            }
            target.run("SET GLOBAL read_only = 1", "STOP SLAVE", "RESET SLAVE ALL");
            BinlogState own = Positions.logged(target);
            Return plan = half || broken
                    ? new Return.Reseed("what it holds is not known")
                    : ReturnPlanner.plan(
                            own, Positions.logged(reigning), Tools.locate().canUndo());
            if (plan instanceof Return.Follow) {
                return "it has nothing that " + master + " has not";
            }
            if (plan instanceof Return.Reseed) {
                new SqlSeed(reigning, target).requireRights();
            }
            mark(target, Content.PARTIAL, reign);
            String done = plan instanceof Return.Undo undo && undone(target, undo)
                    ? "undone " + undo.errant() + ", which is kept in " + archive
                    : filled(target, reigning);
            target.run(MARK.formatted(Content.UNPROVEN.ordinal()));
            return done;
        } finally {
            sessions.clear();
        }
    }

    /**
     * Fills the server, which runs on this machine, with the files of another one; the stewards go on from there.
     *
     * @return what was done
     * @throws org.adei.cache.failure.CacheException if it failed; the server's data are as they were then
     */
    public String refill(FileCopy files) {
        try (ServerSession target = open(name);
                ServerSession reigning = open(master)) {
            occupy(target);
            target.run("SET SESSION wait_timeout = " + FILES.toSeconds());
            Files.createDirectories(archive);
            ToolRun run = new ToolRun(archive, FILES);
            String position = new BackupSeed(Tools.locate(), run)
                    .copy(
                            List.of("sh", "-c", files.stream()),
                            Positions.logged(reigning),
                            target,
                            new CommandControl(run, files.data(), files.stop(), files.start()));
            return name + " is filled anew from files up to " + position;
        } catch (IOException e) {
            throw new SkipException("files of " + name + " cannot be exchanged: " + e, e);
        } finally {
            sessions.clear();
        }
    }

    private String filled(ServerSession target, ServerSession reigning) {
        Optional<ServerSession> replica = new Donors(cluster, name, master).wholeReplica(reigning);
        ServerSession donor = replica.orElse(reigning);
        sessions.add(donor);
        try {
            donor.allow(STATEMENT);
            progress.accept(name + " is filled anew out of " + donor.name());
            return "filled anew out of " + donor.name() + " up to " + new SqlSeed(donor, target).copy();
        } finally {
            replica.ifPresent(ServerSession::close);
        }
    }

    private static boolean goesOn(ServerSession donor, ServerSession target) {
        String position = donor.value("SELECT @@GLOBAL.gtid_binlog_pos");
        target.run("START SLAVE");
        return target.value("SELECT MASTER_GTID_WAIT('" + position + "', " + TRIAL_SECONDS + ")")
                .equals("0");
    }

    /** Whether it could be undone; a server that could not is filled anew. */
    private boolean undone(ServerSession target, Return.Undo undo) {
        try {
            Files.createDirectories(archive);
            Folders.keepNewest(archive, ARCHIVES);
            Account reader = cluster.accounts().replication();
            new Undo(Tools.locate(), new ToolRun(archive, TOOL))
                    .to(
                            archive,
                            new Undo.Place(
                                    server(name), reader, cluster.accounts().manager()),
                            target,
                            undo.keep());
            return true;
        } catch (HaltException e) {
            return false;
        } catch (IOException e) {
            throw new SkipException("folder " + archive + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Compares the server, which follows its master, with it.
     *
     * @return tables that differ; the server is marked as whole if none of the cache does, and else as partial
     * @throws RetryException if it does not catch up
     */
    public Findings compare() {
        try (ServerSession replica = open(name);
                ServerSession first = open(master)) {
            occupy(replica);
            Map<String, String> reign = reign(replica);
            Duration pause = cluster.lease().dividedBy(PAUSE_PART);
            List<String> differences = new ContentComparison(
                            threads, CATCH_UP, pause, new SparseProgress(progress, NEWS))
                    .differences(first, replica);
            OwnSchemas own = OwnSchemas.of(first, replica);
            Map<Boolean, List<String>> found = differences.stream().collect(Collectors.partitioningBy(own::hold));
            Findings findings = new Findings(found.getOrDefault(true, List.of()), found.getOrDefault(false, List.of()));
            Content content = findings.differences().isEmpty() ? Content.WHOLE : Content.PARTIAL;
            requireFollower(replica);
            mark(replica, content, reign);
            return findings;
        } finally {
            sessions.clear();
        }
    }

    private static Map<String, String> reign(ServerSession target) {
        return target.rows(REIGN).get(0);
    }

    /** Marks it, unless it has become master or heard of another one since; who is marked as partial can't become it. */
    private void mark(ServerSession target, Content content, Map<String, String> reign) {
        String sameReign = SAME_REIGN.formatted(reign.get("epoch"), reign.get("primary_id"));
        if (target.change(MARK.formatted(content.ordinal()) + sameReign) == 0) {
            throw anotherReign();
        }
    }

    private void requireReplica(ServerSession target, Map<String, String> reign) {
        if (target.value("SELECT @@server_id").equals(reign.get("primary_id"))) {
            throw anotherReign();
        }
    }

    /** One that was re-pointed meanwhile differs from its old master without any fault. */
    private void requireFollower(ServerSession replica) {
        List<Map<String, String>> status = replica.rows("SHOW ALL SLAVES STATUS");
        String masterId = String.valueOf(server(master).id());
        if (status.size() != 1 || !masterId.equals(status.get(0).get("master_server_id"))) {
            throw anotherReign();
        }
    }

    private RetryException anotherReign() {
        return new RetryException(name + " no longer follows " + master + ", so what was found of it does not count;"
                + " it is looked at again under the master of now");
    }

    /** Ends it as soon as possible, also where a server has stopped to answer. */
    public void abort() {
        sessions.forEach(ServerSession::abort);
    }

    private ServerSession open(String which) {
        ServerSession session =
                ServerSession.open(which, server(which), cluster.accounts().manager(), STATEMENT);
        sessions.add(session);
        return session;
    }

    /** Stewards of several processes may want the same. */
    private void occupy(ServerSession target) {
        target.run("SET SESSION sql_log_bin = 0, wait_timeout = 600");
        if (!target.value(BUSY).equals("1")) {
            throw new RetryException(name + " is being restored by another steward");
        }
    }

    private ClusterServer server(String which) {
        return Objects.requireNonNull(cluster.servers().get(which), which);
    }
}
