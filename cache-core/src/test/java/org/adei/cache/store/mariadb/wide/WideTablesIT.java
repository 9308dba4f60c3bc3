package org.adei.cache.store.mariadb.wide;

import static org.adei.cache.store.Blocks.S;
import static org.adei.cache.store.Blocks.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Blocks;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Work;
import org.adei.cache.store.mariadb.StoreDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables as ADEI's own programs look at them. */
class WideTablesIT {
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60);
    private static final GroupId ID = new GroupId("srv", "db", "grp");

    private StoreDatabase database;
    private CacheStore store;

    @BeforeEach
    void open() {
        database = new StoreDatabase();
        store = database.store(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CachedGroup register(GroupId id, int channels) {
        List<String> names = IntStream.range(0, channels).mapToObj(i -> "c" + i).toList();
        SourceGroup group = new SourceGroup(id, names, Interval.ALL, List.of(), "rows");
        return store.catalogue().register(group, LADDER, true).group();
    }

    private void cache(CachedGroup group, Interval slice, RowBlock rows) {
        var claim = store.coverage().claim(group, slice).orElseThrow();
        try (Work work = new Work(store, claim)) {
            work.finish(rows);
        }
        store.coverage().release(claim);
    }

    private List<String> columns(String table) {
        return database.ask("SHOW COLUMNS FROM `" + table + "`");
    }

    /** ADEI counts channels by the number at the end of the name of the last column. */
    private int channelsByLastColumn(String table) {
        List<String> columns = columns(table);
        return Integer.parseInt(columns.get(columns.size() - 1).replaceAll("\\D", "")) + 1;
    }

    @Test
    void groupsAreFoundByTheirRawTableAndPartsAreNot() {
        register(ID, 2);
        register(new GroupId("srv", "db", "broad"), 1_000);

        assertThat(database.ask("SHOW TABLES LIKE 'cache0\\_\\_%'"))
                .containsExactly("cache0__srv__db__broad", "cache0__srv__db__grp");
        assertThat(database.ask("SHOW TABLES LIKE 'cache%'"))
                .hasSize(6)
                .contains("cache10__srv__db__broad", "cache60__srv__db__grp");
    }

    @Test
    void theLastColumnTellsTheNumberOfChannels() {
        for (int channels : new int[] {1, 16, 300, 301, 900, 901, 1_000, 1_364}) {
            register(ID, channels);
            for (String level : List.of("0", "10", "60")) {
                assertThat(channelsByLastColumn("cache" + level + "__srv__db__grp"))
                        .isEqualTo(channels);
            }
        }
        assertThatThrownBy(() -> register(ID, 1_365))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("1365 channels")
                .hasMessageContaining("1364");
    }

    @Test
    void columnsOfOursLieBeforeThoseOfTheChannels() {
        CachedGroup group = register(ID, 1);

        assertThat(columns("cache0__srv__db__grp")).containsExactly("id", "time", "special", "v0");
        assertThat(columns("cache60__srv__db__grp"))
                .containsExactly("time", "n", "missing", "counts", "min0", "max0", "mean0");
        cache(group, new Interval(0, 60 * S), row(S + 1, 1));
        assertThat(columns("cache0__srv__db__grp")).containsExactly("id", "time", "ns", "subcache", "special", "v0");
    }

    @Test
    void numbersAreReadByTheirColumns() {
        CachedGroup group = register(ID, 2);
        RowBlock rows = row(-50 * S, 1, RowBlock.NULL);
        rows.append(row(-49 * S, 4, Double.NaN), 0, 1);
        rows.append(row(-49 * S, 7, 2), 0, 1);
        cache(group, new Interval(-60 * S, 0), rows);

        assertThat(database.ask("""
                        SELECT CONCAT_WS(' ', id, time, ns, subcache, v0, COALESCE(v1, '-'))
                        FROM cache0__srv__db__grp ORDER BY id, subcache"""))
                .containsExactly(
                        "-50000000000 1969-12-31 23:59:10 0 0 1 -",
                        "-49000000000 1969-12-31 23:59:11 0 0 4 -",
                        "-49000000000 1969-12-31 23:59:11 0 1 7 2");
        assertThat(database.ask("""
                        SELECT CONCAT_WS(' ', time, n, missing, min0, max0, mean0, min1, max1, mean1)
                        FROM cache60__srv__db__grp WHERE n > 0""")).containsExactly("1969-12-31 23:59:00 3 49 1 7 4 2 2 2");
    }

    @Test
    void theStoredFunctionsWork() {
        assertThat(database.ask("SELECT ADEI_TIMESTAMP(4102444800, 5)")).containsExactly("4102444800000000005");
        assertThat(database.ask("SELECT EXTENDED_UNIX_TIMESTAMP('2100-01-01 00:00:00')"))
                .containsExactly("4102444800");
        assertThat(database.ask("SELECT EXTENDED_UNIX_TIMESTAMP('1900-01-01 00:00:01')"))
                .containsExactly("-2208988799");
        assertThat(database.ask("SELECT EXTENDED_UNIX_TIMESTAMP(NULL)")).containsExactly((String) null);
    }

    @Test
    void longNamesLieUnderTheirMd5() {
        GroupId id = new GroupId("server", "database", "a-group-with-a-name-that-is-too-long-for-MariaDB");
        register(id, 1);

        String hash = TableName.hash("__server__database__" + id.group());
        assertThat(database.ask("SHOW TABLES LIKE 'cache0__%'")).containsExactly("cache0__md5_" + hash);
        assertThat(database.ask("SELECT postfix FROM md5 WHERE hash = '" + hash + "'"))
                .containsExactly("__server__database__" + id.group());
    }

    @Test
    void theLongestNameThatFitsIsReadable() {
        String group = "g".repeat(64 - "cache60__srv__db__".length());
        register(new GroupId("srv", "db", group), 1);
        register(new GroupId("srv", "db", group + "g"), 1);

        assertThat(database.ask("SHOW TABLES LIKE 'cache60__srv%'")).containsExactly("cache60__srv__db__" + group);
        assertThat(database.ask("SHOW TABLES LIKE 'cache60__md5%'")).hasSize(1);
    }

    @Test
    void groupsWhoseNamesJoinToOneAreToldApart() {
        register(new GroupId("a__b", "c", "d"), 1);

        assertThatThrownBy(() -> register(new GroupId("a", "b__c", "d"), 1))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("a/b__c/d")
                .hasMessageContaining("a__b__c__d");
    }

    @Test
    void aTableOfAnotherProgramIsLeftAlone() {
        database.run("CREATE TABLE cache0__srv__db__grp (id BIGINT, time DATETIME PRIMARY KEY, v0 DOUBLE)");

        assertThatThrownBy(() -> register(ID, 2))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("`cache0__srv__db__grp`")
                .hasMessageContaining("[id, time, special]")
                .hasMessageContaining("[id, time, v0]");
        assertThat(columns("cache0__srv__db__grp")).containsExactly("id", "time", "v0");
    }

    @Test
    void aTableThatWasDroppedIsMissedUntilTheGroupIsForgotten() {
        CachedGroup group = register(ID, 1);
        cache(group, new Interval(0, 60 * S), row(S, 1));
        database.run("DROP TABLE cache10__srv__db__grp");

        assertThatThrownBy(() -> register(ID, 1))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("`cache10__srv__db__grp` is gone")
                .hasMessageContaining("recache");
        store.coverage().forget(group, Interval.ALL);
        cache(register(ID, 1), new Interval(0, 60 * S), row(S, 2));
        assertThat(database.ask("SELECT mean0 FROM cache10__srv__db__grp")).containsExactly("2");
    }

    @Test
    void rowsOfBeforeAreInTheViewOfAGroupThatGrew() {
        cache(register(ID, 3), new Interval(0, 60 * S), row(S, 1, 2, 3));
        register(ID, 1_000);

        assertThat(database.ask("SELECT CONCAT_WS(' ', v2, COALESCE(v999, '-'), ns) FROM cache0__srv__db__grp"))
                .containsExactly("3 - 0");
        assertThat(database.ask("SELECT CONCAT_WS(' ', mean2, COALESCE(mean999, '-')) FROM cache60__srv__db__grp"))
                .containsExactly("3 -");
    }

    @Test
    void aQueryReadsOnlyThePartsItNames() {
        register(ID, 1_000);

        assertThat(database.ask("EXPLAIN SELECT time, v5 FROM cache0__srv__db__grp WHERE id > 0"))
                .hasSize(1);
        assertThat(database.ask("EXPLAIN SELECT time, v999 FROM cache0__srv__db__grp WHERE id > 0"))
                .hasSize(2);
        assertThat(database.ask("EXPLAIN SELECT mean999 FROM cache60__srv__db__grp WHERE n > 0"))
                .hasSize(2);
    }

    @Test
    void aChannelThatAnotherProcessAddsDoesNotStopAWriter() {
        CachedGroup group = register(ID, 2);
        var claim = store.coverage().claim(group, new Interval(0, 60 * S)).orElseThrow();
        try (Work work = new Work(store, claim)) {
            work.write(Blocks.seconds(2, new Interval(0, 3 * S)), 3 * S);
            register(ID, 3);
            work.write(Blocks.seconds(2, new Interval(3 * S, 6 * S)), 6 * S);
        }
        assertThat(database.ask("SELECT COUNT(*) FROM cache0__srv__db__grp")).containsExactly("6");
    }

    @Test
    void aSparseBatchTakesOneRoundTripPerTable() {
        CachedGroup group = register(ID, 20);
        RowBlock rows = new RowBlock(20, 3_000);
        for (int i = 0; i < 3_000; i++) {
            double[] values = new double[20];
            for (int c = 0; c < 20; c++) {
                values[c] = (i + c) % 3 == 0 ? i : RowBlock.NULL;
            }
            rows.append(i * S, values);
        }
        var claim = store.coverage().claim(group, new Interval(0, 3_000 * S)).orElseThrow();
        try (Work work = new Work(store, claim)) {
            long before = executions();
            work.finish(rows);
            assertThat(executions() - before).isLessThan(30);
        }
    }

    private long executions() {
        return database.ask("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'").isEmpty()
                ? 0
                : Long.parseLong(database.ask("""
                        SELECT variable_value FROM information_schema.global_status
                        WHERE variable_name = 'COM_STMT_EXECUTE'""").get(0));
    }

    @Test
    void aKilledConnectionLosesNothing() {
        CachedGroup group = register(ID, 1);
        var claim = store.coverage().claim(group, new Interval(0, 60 * S)).orElseThrow();
        List<String> failures = new ArrayList<>();
        try (Work work = new Work(store, claim)) {
            for (int i = 0; i < 6; i++) {
                var batch = work.batch(row(i * S, i), i * S + 1);
                if (i % 2 == 1) {
                    killWriters();
                    try {
                        work.write(batch);
                        continue;
                    } catch (org.adei.cache.failure.RetryException e) {
                        failures.add(e.getMessage());
                    }
                }
                work.write(batch);
            }
        }
        assertThat(failures).isNotEmpty();
        assertThat(database.ask("SELECT v0 FROM cache0__srv__db__grp ORDER BY id"))
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    /** All sessions in the schema but the one that stands for the process. */
    private void killWriters() {
        List<String> leases = database.ask("SELECT session_id FROM adei_coverage");
        for (String session : database.ask(
                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <>" + " CONNECTION_ID()")) {
            if (!leases.contains(session)) {
                database.run("KILL CONNECTION " + session);
            }
        }
    }

    @Test
    void whatBrokeOffWhileForgettingIsFinishedByTheNextClaim() {
        CachedGroup group = register(ID, 1);
        Interval slice = new Interval(0, 120 * S);
        cache(group, slice, Blocks.seconds(1, slice));
        database.run("DELETE FROM adei_coverage");
        database.run("INSERT INTO adei_forgotten (group_number, from_ns, to_ns) VALUES (" + group.number() + ", 0, "
                + 120 * S + ")");

        cache(group, slice, row(S, 5));

        assertThat(database.ask("SELECT v0 FROM cache0__srv__db__grp")).containsExactly("5");
        assertThat(database.ask("SELECT n FROM cache60__srv__db__grp")).containsExactly("1");
        assertThat(database.ask("SELECT COUNT(*) FROM adei_forgotten")).containsExactly("0");
    }

    @Test
    void rowsThatTheCoverageDoesNotKnowAreNamed() {
        CachedGroup group = register(ID, 1);
        database.run("INSERT INTO cache0__srv__db__grp (id, time, v0) VALUES (1000000000, '1970-01-01 00:00:01', 9)");

        assertThatThrownBy(() -> cache(group, new Interval(0, 60 * S), row(S, 5)))
                .isInstanceOf(SkipException.class)
                .hasMessageContaining("coverage does not know")
                .hasMessageContaining("recache");
        assertThat(database.ask("SELECT COUNT(*) FROM cache60__srv__db__grp")).containsExactly("0");
    }
}
