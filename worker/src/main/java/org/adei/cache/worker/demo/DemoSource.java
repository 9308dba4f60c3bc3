package org.adei.cache.worker.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.recordings.Recording;

/** Loads the recordings into the source: two tables of a database, and one CSV file in a folder. */
final class DemoSource {
    private static final int BATCH = 1_000;

    private DemoSource() {}

    static void load(LocalMariaDb server, DemoFolder folder) throws IOException, SQLException {
        try (Connection connection = server.connect(DemoServer.SOURCE_SCHEMA)) {
            table(connection, Recording.MACHINE_TEMPERATURE, "rec_machine_temperature");
            table(connection, Recording.AMBIENT_TEMPERATURE, "rec_ambient_temperature");
            Vibration.load(connection);
        }
        Path files = Files.createDirectory(folder.file("csv"));
        Recording.BEIJING_PM25.copyTo(files);
    }

    /** A recording of the columns timestamp and value, as it is: with its gaps, shared times and steps backward. */
    private static void table(Connection connection, Recording recording, String table)
            throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (id INT AUTO_INCREMENT PRIMARY KEY, "
                    + "at DATETIME NOT NULL, value DOUBLE NULL, KEY (at))");
        }
        connection.setAutoCommit(false);
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(recording.open(), StandardCharsets.UTF_8));
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO " + table + " (at, value) VALUES (?, ?)")) {
            lines.readLine();
            int rows = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                insert.setString(1, cells[0]);
                insert.setDouble(2, Double.parseDouble(cells[1]));
                insert.addBatch();
                if (++rows % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
        connection.setAutoCommit(true);
    }
}
