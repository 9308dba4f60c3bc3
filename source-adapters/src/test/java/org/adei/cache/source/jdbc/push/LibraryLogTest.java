package org.adei.cache.source.jdbc.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LibraryLogTest {
    /** Stands where the platform's handler prints to standard error. */
    private static final class Heard extends Handler {
        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @Test
    void whatTheLibrarySaysIsNotPrinted() {
        Logger root = Logger.getLogger("");
        Heard heard = new Heard();
        root.addHandler(heard);
        try {
            LibraryLog.take();
            LibraryLog.take();
            Logger.getLogger("com.github.shyiko.mysql.binlog.BinaryLogClient").severe("trouble");
            Logger.getLogger("com.github.shyiko").severe("of others");

            assertThat(heard.messages).containsExactly("of others");
        } finally {
            root.removeHandler(heard);
        }
    }
}
