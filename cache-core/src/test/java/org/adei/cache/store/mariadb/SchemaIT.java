package org.adei.cache.store.mariadb;

import static org.adei.cache.store.Blocks.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Blocks;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opening a cache: versions, rights, and what cannot be reached. */
class SchemaIT {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String PASSWORD = "s3cret-of-the-test";

    private StoreDatabase database;
    private String account;

    @BeforeEach
    void open() {
        database = new StoreDatabase();
        account = "u" + database.schema().substring(database.schema().length() - 20);
        database.run("CREATE USER '" + account + "'@'%' IDENTIFIED BY '" + PASSWORD + "'");
    }

    @AfterEach
    void close() {
        database.run("DROP USER '" + account + "'@'%'");
        database.close();
    }

    private void grant(String rights) {
        database.run("GRANT " + rights + " ON `" + database.schema() + "`.* TO '" + account + "'@'%'");
    }

    private CacheStore asAccount() {
        return database.store(account, PASSWORD, LEASE);
    }

    private static void cache(CacheStore store) {
        SourceGroup source =
                new SourceGroup(new GroupId("srv", "db", "g"), List.of("a"), Interval.ALL, List.of(), "rows");
        CachedGroup group =
                store.catalogue().register(source, Ladder.ofSeconds(10), true).group();
        Claim claim = store.coverage().claim(group, new Interval(0, 10 * S)).orElseThrow();
        try (Work work = new Work(store, claim)) {
            work.finish(Blocks.row(S + 1, 1));
        }
        store.coverage().release(claim);
    }

    private String failure(CacheServer server) {
        try (MariaDbCacheStore store = MariaDbCacheStore.open(server, LEASE)) {
            return "opened " + store;
        } catch (CacheException e) {
            return e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    @Test
    void aSchemaOfANewerVersionIsRefused() {
        database.store(LEASE);
        database.run("""
                INSERT INTO adei_schema (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success) VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', 1, 1)""");

        assertThatThrownBy(() -> database.store(LEASE))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer than this program")
                .hasMessageContaining("start a newer adei-cache");
    }

    @Test
    void openingTwiceChangesNothing() {
        database.store(LEASE);
        List<String> history = database.ask("SELECT CONCAT(version, ' ', installed_on) FROM adei_schema");
        database.store(LEASE);

        assertThat(database.ask("SELECT CONCAT(version, ' ', installed_on) FROM adei_schema"))
                .isEqualTo(history);
    }

    @Test
    void tablesThatWereHalfMadeAreCompleted() {
        database.store(LEASE).close();
        database.run("DROP TABLE adei_coverage");
        database.run("DROP FUNCTION ADEI_TIMESTAMP");
        database.run("UPDATE adei_schema SET success = 0 WHERE version = '1'");
        database.run("DELETE FROM adei_schema WHERE version > '1'");

        cache(database.store(LEASE));
        assertThat(database.ask("SELECT ADEI_TIMESTAMP(1, 2)")).containsExactly("1000000002");
    }

    @Test
    void anAccountThatOnlyReadsCanReadAndCallTheFunctions() {
        cache(database.store(LEASE));
        grant("SELECT, EXECUTE");
        CacheStore reading = asAccount();
        CachedGroup group = reading.catalogue().groups().get(0);

        assertThat(Blocks.read(reading, group, Interval.ALL, 0).size()).isEqualTo(1);
        assertThat(Blocks.windows(reading, group, group.ladder().finest()).size())
                .isEqualTo(1);
        assertThat(reading.coverage().spans(group)).hasSize(1);
        assertThat(reading.reader().sizes(group)).hasSize(2);
        Database connection = new Database(
                Route.to(new CacheServer(database.url(), account, Secret.of(PASSWORD))), LEASE, Connections.forAll(1));
        try (connection) {
            assertThat(connection.<Long>with(
                            "", own -> Sql.number(own, "SELECT EXTENDED_UNIX_TIMESTAMP('1970-01-02')")))
                    .isEqualTo(86_400);
        }
        assertThatThrownBy(() -> reading.catalogue().failure(group.id(), "x"))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("GRANT");
    }

    @Test
    void rightsThatAreMissingAreNamedWithTheirGrant() {
        String server = database.url();
        CacheServer stranger = new CacheServer(server, account, Secret.of(PASSWORD));
        assertThat(failure(stranger))
                .startsWith("HaltException")
                .contains("GRANT SELECT, INSERT", "ON `" + database.schema() + "`.* TO '" + account + "'@'");
        grant("SELECT");
        assertThat(failure(stranger))
                .startsWith("HaltException")
                .contains("CREATE command denied", "GRANT SELECT, INSERT", "`" + database.schema() + "`.*")
                .doesNotContain(PASSWORD);
    }

    @Test
    void theRightsOfTheMessageAreEnough() {
        String granted = Rights.mend(new java.sql.SQLException("x"));
        grant(granted.substring(granted.indexOf("GRANT ") + 6, granted.indexOf(" ON its schema")));

        cache(asAccount());

        assertThat(database.ask("SELECT v0 FROM cache0__srv__db__g")).containsExactly("1");
    }

    @Test
    void whatCannotBeReachedIsSaidAtOnce() {
        CacheServer wrongPassword = new CacheServer(database.url(), account, Secret.of("wr0ng"));
        assertThat(failure(wrongPassword))
                .startsWith("HaltException")
                .contains("check user and password", account)
                .doesNotContain("wr0ng");
        CacheServer nobody = new CacheServer("jdbc:mariadb://127.0.0.1:1/x", "u", Secret.of(PASSWORD));
        assertThat(failure(nobody))
                .startsWith("RetryException")
                .contains("127.0.0.1:1")
                .doesNotContain(PASSWORD);
        grant("SELECT");
        database.run("GRANT ALL ON `no_such_schema`.* TO '" + account + "'@'%'");
        CacheServer noSchema = new CacheServer(
                database.url().replace(database.schema(), "no_such_schema"), account, Secret.of(PASSWORD));
        assertThat(failure(noSchema)).startsWith("HaltException").contains("CREATE DATABASE");
    }

    @Test
    void aReaderOfAnotherAccountSeesGoodLeases() {
        CacheStore writer = database.store(LEASE);
        cache(writer);
        CachedGroup group = writer.catalogue().groups().get(0);
        writer.coverage().claim(group, new Interval(10 * S, 20 * S)).orElseThrow();
        grant("SELECT");

        assertThat(asAccount().coverage().spans(group).get(0).leased()).isTrue();
    }

    @Test
    void aServerThatOnlyReadsIsTriedAgain() {
        assertThat(SqlFailures.of("cannot x", new java.sql.SQLException("read-only", "HY000", 1290)))
                .isInstanceOf(RetryException.class);
    }
}
