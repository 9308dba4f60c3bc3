package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Secret;
import org.adei.cache.source.Push;
import org.adei.cache.source.Source;
import org.adei.cache.source.rule.ChannelRule;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server with a binary log tells, and what happens when the log is lost. */
class PushIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final GroupId X = new GroupId("s", "src", "x");

    private LocalMariaDb server;
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws SQLException {
        assumeTrue(
                TestDatabase.unavailable().isEmpty(),
                () -> TestDatabase.unavailable().orElse(""));
        server = LocalMariaDb.start(MariaDbOptions.fast().withBinlog());
        execute(
                "CREATE DATABASE src",
                "CREATE TABLE src.log_x (ts BIGINT PRIMARY KEY, v0 DOUBLE)",
                "CREATE TABLE src.other (ts BIGINT PRIMARY KEY, v0 DOUBLE)");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Everything that was told. */
    private static final class Heard implements Push.Listener {
        private final List<Push.Change> changes = new CopyOnWriteArrayList<>();
        private final List<Push.Position> positions = new CopyOnWriteArrayList<>();
        private final List<String> ends = new CopyOnWriteArrayList<>();
        private final AtomicInteger unsure = new AtomicInteger();
        private final AtomicInteger begins = new AtomicInteger();

        @Override
        public void changed(Push.Change change) {
            changes.add(change);
        }

        @Override
        public void committed(List<Push.Change> changed, Push.Position position) {
            changes.addAll(changed);
            if (position != null) {
                positions.add(position);
            }
        }

        @Override
        public void unsure() {
            unsure.incrementAndGet();
        }

        @Override
        public void begins() {
            begins.incrementAndGet();
        }

        @Override
        public void ends(String reason) {
            ends.add(reason);
        }
    }

    private void execute(String... sqls) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : sqls) {
                statement.execute(sql);
            }
        }
    }

    private Source open(String user, String password) {
        JdbcGroup rule = new JdbcGroup(
                TableRule.of("log_(.+)", "", ""),
                new TimeColumn("ts", TimeType.EPOCH_SECONDS, java.time.ZoneOffset.UTC),
                ChannelRule.ALL,
                new Interval(Long.MIN_VALUE, Long.MAX_VALUE));
        return new JdbcSettings(server.jdbcUrl("src"), user, Secret.of(password), JdbcLimits.DEFAULT, List.of(rule))
                .open("s");
    }

    @FunctionalInterface
    private interface Steps {
        void of(Source source, Push push) throws SQLException;
    }

    private void following(String user, String password, Steps steps) throws SQLException {
        try (Source source = open(user, password);
                Push push = source.push(heard).orElseThrow()) {
            push.follow(source.discover().groups());
            steps.of(source, push);
        }
    }

    private static Push.Change at(long from, long to) {
        return new Push.Change(X, from * 1_000_000_000L, to * 1_000_000_000L, true);
    }

    @Test
    void rowsThatComeChangeAndGoAreToldWithTheirTimes() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);
            execute(
                    "INSERT INTO src.other VALUES (1, 1)",
                    "INSERT INTO src.log_x VALUES (100, 1), (103, 2)",
                    "UPDATE src.log_x SET ts = 110 WHERE ts = 103",
                    "DELETE FROM src.log_x WHERE ts = 100");
            await().atMost(PATIENCE).until(() -> heard.changes.size() == 3);

            assertThat(push.covers(source.discover().groups().get(0))).isTrue();
            assertThat(heard.changes).containsExactly(at(100, 103), at(103, 110), at(100, 100));
            assertThat(heard.unsure).hasValue(0);
        });
    }

    @Test
    void aLargeTransactionIsOneChange() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);
            execute("INSERT INTO src.log_x SELECT seq, seq FROM src.seq_1_to_200000");
            await().atMost(PATIENCE).until(() -> !heard.changes.isEmpty());

            assertThat(heard.changes).containsExactly(at(1, 200_000));
        });
    }

    @Test
    void changesOfTablesMakeAllGroupsUnsure() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);
            execute("TRUNCATE TABLE src.log_x");
            await().atMost(PATIENCE).until(() -> heard.unsure.get() == 1);
            execute("ALTER TABLE src.log_x ADD COLUMN first DOUBLE FIRST", "INSERT INTO src.log_x VALUES (1, 7, 2)");
            await().atMost(PATIENCE).until(() -> heard.changes.size() == 1);

            assertThat(heard.unsure).hasValue(2);
            assertThat(heard.changes).containsExactly(Push.Change.somewhere(X));
        });
    }

    @Test
    void rowsThatTheLogCompressesAreToldWithoutTimes() throws SQLException {
        execute("SET GLOBAL log_bin_compress = ON", "SET GLOBAL log_bin_compress_min_len = 10");
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);
            execute("INSERT INTO src.log_x SELECT seq, 0 FROM src.seq_1_to_1000");
            await().atMost(PATIENCE).until(() -> !heard.changes.isEmpty());

            assertThat(heard.changes).containsExactly(Push.Change.somewhere(X));
        });
    }

    @Test
    void aConnectionThatIsKilledIsNamedAndMadeAgain() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);
            killDump();
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 2);
            execute("INSERT INTO src.log_x VALUES (5, 5)");
            await().atMost(PATIENCE).until(() -> !heard.changes.isEmpty());

            assertThat(heard.ends).hasSize(1);
            assertThat(heard.ends.get(0)).contains("binary log");
        });
    }

    private List<String> logs() throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW BINARY LOGS")) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private Push.Position last() {
        return heard.positions.get(heard.positions.size() - 1);
    }

    private void killDump() throws SQLException {
        long id;
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE command = 'Binlog Dump'")) {
            assertThat(row.next()).isTrue();
            id = row.getLong(1);
        }
        execute("KILL " + id);
    }

    @Test
    void aServerThatRestartsAndHasPurgedItsLogsIsFollowedAgain() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);
            server.restart();
            execute("FLUSH BINARY LOGS", "PURGE BINARY LOGS BEFORE NOW(6) + INTERVAL 1 DAY");
            await().atMost(PATIENCE).until(() -> heard.begins.get() >= 2);
            execute("INSERT INTO src.log_x VALUES (6, 6)");
            await().atMost(PATIENCE).until(() -> heard.changes.contains(at(6, 6)));

            assertThat(heard.ends).isNotEmpty();
        });
    }

    @Test
    void anAccountWithoutTheRightIsToldWhatToGrantAndComesInOnceItIsGranted() throws SQLException {
        execute("CREATE USER reader@'%' IDENTIFIED BY 'r'", "GRANT SELECT ON src.* TO reader@'%'");
        following("reader", "r", (source, push) -> {
            await().atMost(PATIENCE).until(() -> !heard.ends.isEmpty());
            assertThat(heard.ends.get(0)).contains("REPLICATION SLAVE").doesNotContain("'r'");
            execute("GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO reader@'%'");
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 1);

            assertThat(heard.ends).hasSizeLessThanOrEqualTo(2);
        });
    }

    @Test
    void whatIsBehindAPositionIsToldAgainAndThenWhatIsNew() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> !heard.positions.isEmpty());
            execute("INSERT INTO src.log_x VALUES (1, 1)", "FLUSH BINARY LOGS", "INSERT INTO src.log_x VALUES (2, 2)");
            await().atMost(PATIENCE).until(() -> heard.changes.size() == 2);
            Push.Position start = heard.positions.get(0);
            push.rewind(start);
            await().atMost(PATIENCE).until(() -> heard.changes.size() == 4);
            execute("INSERT INTO src.log_x VALUES (3, 3)");
            await().atMost(PATIENCE).until(() -> heard.changes.size() == 5);

            assertThat(heard.changes).containsExactly(at(1, 1), at(2, 2), at(1, 1), at(2, 2), at(3, 3));
            assertThat(heard.positions).filteredOn(start::equals).hasSize(2);
            assertThat(heard.begins).hasValue(1);
            assertThat(heard.ends).isEmpty();
        });
    }

    @Test
    void aPositionThatIsPurgedOrOfAnotherLogIsNamedAndTheLogFollowedFromItsEnd() throws SQLException {
        following(server.user(), server.password(), (source, push) -> {
            await().atMost(PATIENCE).until(() -> !heard.positions.isEmpty());
            Push.Position start = heard.positions.get(0);
            push.rewind(new Push.Position(start.file(), start.offset(), start.made() - 1_000));
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 2);
            execute("FLUSH BINARY LOGS");
            await().atMost(PATIENCE).until(() -> !last().file().equals(start.file()));
            // a log that a session is sent is kept without a word, and the one that was refused ends with its next beat
            await().atMost(PATIENCE).until(() -> {
                execute("PURGE BINARY LOGS TO '" + last().file() + "'");
                return !logs().contains(start.file());
            });
            push.rewind(start);
            await().atMost(PATIENCE).until(() -> heard.begins.get() == 3);
            execute("INSERT INTO src.log_x VALUES (4, 4)");
            await().atMost(PATIENCE).until(() -> !heard.changes.isEmpty());

            assertThat(heard.changes).containsExactly(at(4, 4));
            assertThat(heard.ends).hasSize(2).allMatch(reason -> reason.contains("cannot be followed from"));
        });
    }
}
