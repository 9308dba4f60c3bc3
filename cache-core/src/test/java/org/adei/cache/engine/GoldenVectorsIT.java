package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.adei.cache.testkit.recordings.GoldenVectors;
import org.adei.cache.testkit.recordings.GoldenWindow;
import org.adei.cache.testkit.rows.Rows;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ADEI's own programs would read, by the SQL that they use. */
class GoldenVectorsIT {
    private static final long S = 1_000_000_000L;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @ParameterizedTest
    @EnumSource
    void adeisReadersFindWhatAdeiWouldHaveStored(GoldenVectors vectors) throws SQLException {
        Rows rows = vectors.source();
        GroupId id = new GroupId("h", "src", "g");
        List<String> channels =
                IntStream.range(0, rows.channels()).mapToObj(c -> "v" + c).toList();
        ListSource source = new ListSource(id, channels);
        for (int i = 0; i < rows.size(); i++) {
            double[] values = new double[rows.channels()];
            for (int c = 0; c < values.length; c++) {
                values[c] = rows.nulls()[c][i] ? RowBlock.NULL : rows.values()[c][i];
            }
            source.add(rows.times()[i], values);
        }
        try (TestDatabase schema = TestDatabase.open()) {
            CacheServer server = new CacheServer(schema.jdbcUrl(), schema.user(), Secret.of(schema.password()));
            try (CacheEngine engine = new CacheEngine(
                    MariaDbCacheStore.open(server, Tuning.DEFAULT.lease()),
                    List.of(source),
                    Ladder.DEFAULT,
                    Tuning.DEFAULT)) {
                assertThat(engine.runOnce(RunListener.NONE).done()).isTrue();
            }
            try (Connection connection = schema.connect()) {
                for (int level : vectors.levels()) {
                    Map<Long, OracleWindow> own =
                            rows.windows(level).stream().collect(Collectors.toMap(OracleWindow::start, w -> w));
                    for (GoldenWindow window : vectors.windows(level)) {
                        OracleWindow exact = Objects.requireNonNull(own.get(window.start()));
                        compare(connection, exact, window);
                    }
                }
                compareRaw(connection, vectors, rows.size());
            }
        }
    }

    /** Where ADEI's mean is NULL since one value is missing, ours is that of the others, NULL only if there is none. */
    private static void compare(Connection connection, OracleWindow exact, GoldenWindow window) throws SQLException {
        int level = exact.levelSeconds();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM cache" + level
                        + "__h__src__g WHERE n > 0 AND EXTENDED_UNIX_TIMESTAMP(time) = " + window.start() / S)) {
            assertThat(result.next())
                    .as("window of %d s at %d", level, window.start() / S)
                    .isTrue();
            assertThat(result.getLong("n")).isEqualTo(window.rows());
            for (int c = 0; c < window.min().length; c++) {
                assertThat(result.getObject("min" + c)).isEqualTo(object(window.min()[c]));
                assertThat(result.getObject("max" + c)).isEqualTo(object(window.max()[c]));
                double mean = window.mean()[c];
                if (!Double.isNaN(mean)) {
                    assertThat(result.getDouble("mean" + c)).isCloseTo(mean, within(Math.abs(mean) * 1e-12));
                } else if (exact.channel(c).valid() > 0) {
                    assertThat(result.getObject("mean" + c)).isNotNull();
                    assertThat(exact.channel(c).exact().agrees(result.getDouble("mean" + c)))
                            .isTrue();
                } else {
                    assertThat(result.getObject("mean" + c)).isNull();
                }
            }
            int columns = result.getMetaData().getColumnCount();
            assertThat(result.getMetaData().getColumnName(columns)).isEqualTo("mean" + (window.min().length - 1));
        }
    }

    private static Object object(double value) {
        return Double.isNaN(value) ? null : (Object) value;
    }

    private static void compareRaw(Connection connection, GoldenVectors vectors, int expected) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM cache0__h__src__g")) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(expected);
            }
            Rows raw = vectors.raw();
            try (ResultSet result = statement.executeQuery("SELECT * FROM cache0__h__src__g ORDER BY id")) {
                assertThat(result.getMetaData().getColumnName(1)).isEqualTo("id");
                assertThat(result.getMetaData().getColumnName(2)).isEqualTo("time");
                boolean fractions = vectors == GoldenVectors.FRACTIONS;
                assertThat(result.getMetaData().getColumnName(3).equals("ns")).isEqualTo(fractions);
                int next = 0;
                while (next < raw.size() && result.next()) {
                    if (result.getLong("id") == raw.times()[next]) {
                        for (int c = 0; c < raw.channels(); c++) {
                            assertThat(result.getObject("v" + c))
                                    .isEqualTo(raw.nulls()[c][next] ? null : (Object) raw.values()[c][next]);
                        }
                        next++;
                    }
                }
                assertThat(next).isEqualTo(raw.size());
            }
        }
    }
}
