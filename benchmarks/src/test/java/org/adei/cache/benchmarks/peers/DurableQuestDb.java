package org.adei.cache.benchmarks.peers;

import io.questdb.cairo.CommitMode;

/** QuestDB with {@code cairo.commit.mode=sync}, as its documentation says for data that must survive a power cut. */
public final class DurableQuestDb extends QuestDb {
    public DurableQuestDb() {
        super(CommitMode.SYNC);
    }

    @Override
    public String name() {
        return "questdb_durable";
    }
}
