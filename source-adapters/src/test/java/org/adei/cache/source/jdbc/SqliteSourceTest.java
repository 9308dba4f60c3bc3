package org.adei.cache.source.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSourceTest extends JdbcSourceContract {
    @TempDir
    private Path folder;

    @Override
    TestServer newServer() {
        return new SqliteFile(folder.resolve("slow.control.db"));
    }
}
