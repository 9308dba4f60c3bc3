package org.adei.cache.benchmarks.peers;

import io.questdb.cairo.CairoConfiguration;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.CommitMode;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.griffin.SqlExecutionContext;
import io.questdb.griffin.SqlExecutionContextImpl;
import java.nio.file.Path;
import java.sql.Connection;
import org.adei.cache.benchmarks.Peer;

/** QuestDB embedded: rows through its table writer, levels by {@code SAMPLE BY}, each out of the finer. */
public class QuestDb implements Peer {
    static {
        // QuestDB tells of each statement on standard output else
        System.setProperty("out", "/questdb-log.conf");
    }

    private static final int COMMIT_ROWS = 10_000;
    private static final int[] LEVELS = {10, 60, 600, 3_600, 43_200};

    private final int commitMode;

    /** As it comes: commits are not synced. */
    public QuestDb() {
        this(CommitMode.NOSYNC);
    }

    QuestDb(int commitMode) {
        this.commitMode = commitMode;
    }

    @Override
    public String name() {
        return "questdb";
    }

    @Override
    public String version() {
        String version = CairoEngine.class.getPackage().getImplementationVersion();
        return "QuestDB " + version + ", embedded, commit mode "
                + (commitMode == CommitMode.SYNC ? "sync" : "nosync (default)") + ", a commit each " + COMMIT_ROWS
                + " rows";
    }

    @Override
    public long run(Connection source, Work work, Path folder) throws Exception {
        CairoConfiguration configuration = new DefaultCairoConfiguration(folder.toString()) {
            @Override
            public int getCommitMode() {
                return commitMode;
            }
        };
        try (CairoEngine engine = new CairoEngine(configuration);
                SqlExecutionContext context =
                        new SqlExecutionContextImpl(engine, 1).with(AllowAllSecurityContext.INSTANCE, null)) {
            engine.execute(
                    "CREATE TABLE raw (ts TIMESTAMP, " + SourceRows.columns(work, "v# DOUBLE")
                            + ") TIMESTAMP(ts) PARTITION BY DAY BYPASS WAL",
                    context);
            long start = System.nanoTime();
            load(source, work, engine);
            String from = "raw";
            for (int level : LEVELS) {
                String select = from.equals("raw")
                        ? "count() n, " + SourceRows.columns(work, "min(v#) min#, max(v#) max#, sum(v#) sum#")
                        : "sum(n) n, " + SourceRows.columns(work, "min(min#) min#, max(max#) max#, sum(sum#) sum#");
                engine.execute(
                        "CREATE TABLE agg" + level + " AS (SELECT ts, " + select + " FROM " + from + " SAMPLE BY "
                                + level + "s ALIGN TO CALENDAR) TIMESTAMP(ts) PARTITION BY YEAR BYPASS WAL",
                        context);
                from = "agg" + level;
            }
            return System.nanoTime() - start;
        }
    }

    private static void load(Connection source, Work work, CairoEngine engine) throws Exception {
        try (SourceRows rows = new SourceRows(source, work);
                TableWriter writer = engine.getWriter(engine.verifyTableName("raw"), "benchmark")) {
            long count = 0;
            while (rows.next()) {
                TableWriter.Row row = writer.newRow(rows.time());
                for (int channel = 0; channel < work.channels(); channel++) {
                    row.putDouble(channel + 1, rows.value(channel));
                }
                row.append();
                if (++count % COMMIT_ROWS == 0) {
                    writer.commit();
                }
            }
            writer.commit();
            if (writer.size() != work.rows()) {
                throw new IllegalStateException("QuestDB has " + writer.size() + " rows: expected " + work.rows());
            }
        }
    }
}
