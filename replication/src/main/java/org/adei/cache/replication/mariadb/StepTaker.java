package org.adei.cache.replication.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.bootstrap.mariadb.MasterRecord;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.store.mariadb.Sql;

/** Takes steps as statements on the server that is changed. Thread-safe. */
final class StepTaker {
    private static final int APPLY_SECONDS = 10;
    private static final int CATCH_UP_SECONDS = 1;
    private static final Duration ATTACH_PATIENCE = Duration.ofMillis(500);
    private static final int LOOK_MILLIS = 5;
    private static final String RECEIVERS = "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_clients'";
    private static final String STATE = "SELECT @@GLOBAL.gtid_binlog_state";
    private static final String WHOLE = "UPDATE adei_ha.vote SET content = " + Content.WHOLE.ordinal()
            + " WHERE id = 1 AND content = " + Content.UNPROVEN.ordinal();

    private static final String UNPROVEN =
            "UPDATE adei_ha.vote SET content = GREATEST(content, " + Content.UNPROVEN.ordinal() + ") WHERE id = 1";

    private static final String OPEN = """
            BEGIN NOT ATOMIC
                IF (SELECT term FROM adei_ha.vote WHERE id = 1) <= %d THEN
                    SET GLOBAL read_only = 0;
                END IF;
            END
            """;

    private final Account replication;
    private final Function<String, ClusterServer> servers;
    private final Function<String, Link> links;
    private final Care care;

    StepTaker(Account replication, Function<String, ClusterServer> servers, Function<String, Link> links, Care care) {
        this.care = care;
        this.replication = replication;
        this.servers = servers;
        this.links = links;
    }

    /** Every step but the lease, on a connection whose writes are not logged. */
    void take(Connection quiet, Step step, Ballot mandate) throws SQLException {
        long term = Sql.number(quiet, "SELECT term FROM adei_ha.vote WHERE id = 1");
        if (term > mandate.term()) {
            throw new RetryException(step.server() + " has voted for term " + term + " and takes no step of term "
                    + mandate.term() + " any more");
        }
        if (step instanceof Step.Fence) {
            fence(quiet);
        } else if (step instanceof Step.StartApplying) {
            MasterRecord.execute(quiet, "START SLAVE SQL_THREAD");
        } else if (step instanceof Step.StopReceiving) {
            Sql.execute(quiet, "STOP SLAVE IO_THREAD");
        } else if (step instanceof Step.AwaitApplied await) {
            await(quiet, await.server(), await.upTo(), APPLY_SECONDS);
        } else if (step instanceof Step.CatchUp lagging) {
            await(quiet, lagging.server(), lagging.upTo(), CATCH_UP_SECONDS);
        } else if (step instanceof Step.Detach) {
            detach(quiet);
        } else if (step instanceof Step.Follow follow) {
            follow(quiet, follow.master());
        } else if (step instanceof Step.AwaitReceipts) {
            awaitReceipts(quiet, step);
        } else if (step instanceof Step.ForgoReceipts) {
            Sql.execute(quiet, "SET GLOBAL rpl_semi_sync_master_enabled = 0");
        } else if (step instanceof Step.Open) {
            open(quiet, step, mandate);
        } else if (step instanceof Step.Resume) {
            MasterRecord.execute(quiet, "START SLAVE");
        } else if (step instanceof Step.Rejoin rejoin) {
            rejoin(quiet, rejoin);
        } else if (step instanceof Step.Doubt) {
            Sql.execute(quiet, UNPROVEN);
        } else if (step instanceof Step.Vouch) {
            Sql.execute(quiet, WHOLE);
        } else if (step instanceof Step.Restore || step instanceof Step.Compare) {
            care.begin(step);
        }
    }

    private static void fence(Connection quiet) throws SQLException {
        Sql.execute(quiet, "SET STATEMENT max_statement_time = 2 FOR SET GLOBAL read_only = 1");
    }

    private static void await(Connection quiet, String server, GtidSet upTo, int seconds) throws SQLException {
        if (Sql.number(quiet, "SELECT MASTER_GTID_WAIT(?, ?)", upTo.toString(), seconds) != 0) {
            throw new RetryException(server + " has not applied up to " + upTo + " within " + seconds
                    + " s; see its replication threads");
        }
    }

    private static void detach(Connection quiet) throws SQLException {
        Sql.execute(quiet, "STOP SLAVE");
        Sql.execute(quiet, "RESET SLAVE ALL");
    }

    private void follow(Connection quiet, String master) throws SQLException {
        Sql.execute(quiet, "STOP SLAVE");
        Sql.execute(quiet, "SET GLOBAL rpl_semi_sync_master_enabled = 0");
        MasterRecord.set(quiet, servers.apply(master), replication);
        Sql.execute(quiet, "START SLAVE");
    }

    /** Without one that gives receipts its commits would wait for ever; replicas that were just re-pointed come soon. */
    private static void awaitReceipts(Connection quiet, Step step) throws SQLException {
        long end = System.nanoTime() + ATTACH_PATIENCE.toNanos();
        while (Sql.first(quiet, RECEIVERS, row -> row.getLong(2)).orElse(0L) == 0) {
            if (System.nanoTime() > end) {
                throw new RetryException("no replica that gives receipts has come to " + step.server() + " within "
                        + ATTACH_PATIENCE.toMillis() + " ms, so its commits wait for none: see that"
                        + " rpl_semi_sync_slave_enabled is ON on its replicas");
            }
            pause();
        }
        Sql.execute(quiet, "SET GLOBAL rpl_semi_sync_master_enabled = 1");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltException("interrupted while it waited for a replica", e);
        }
    }

    private static void open(Connection quiet, Step step, Ballot mandate) throws SQLException {
        Sql.execute(quiet, OPEN.formatted(mandate.term()));
        if (Sql.number(quiet, "SELECT @@GLOBAL.read_only") != 0) {
            throw new RetryException(step.server() + " was not opened: it has voted for another steward meanwhile");
        }
    }

    /** Its own state is read before the master's, so that nothing that the master has counts as errant. */
    private void rejoin(Connection quiet, Step.Rejoin step) throws SQLException {
        fence(quiet);
        GtidSet own = state(quiet);
        GtidSet errant = own.beyond(links.apply(step.master()).with(StepTaker::state));
        if (!errant.isEmpty()) {
            throw new HaltException(
                    step.server() + " holds transactions that " + step.master() + " never had, the last are " + errant);
        }
        detach(quiet);
        if (!own.isEmpty()) {
            Sql.execute(quiet, "SET GLOBAL gtid_slave_pos = @@GLOBAL.gtid_binlog_pos");
        }
        Sql.execute(quiet, UNPROVEN);
        follow(quiet, step.master());
    }

    private static GtidSet state(Connection connection) throws SQLException {
        return GtidSet.parse(
                Sql.first(connection, STATE, row -> row.getString(1)).orElse(""));
    }
}
