package org.adei.cache.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Ladder;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryExecutor;
import org.adei.cache.query.QueryLimits;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.SourceDesk;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;

/**
 * Answers queries out of the sources alone, for as long as no server of the cache can be reached. Thread-safe; owns its
 * sources and closes them.
 */
public final class SourceAnswers implements AutoCloseable {
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(CacheEngine.named("adei-ask"));
    private final Stop stop = new Stop();
    private final SourceDesk desk;

    private SourceAnswers(Setup setup) {
        desk = desk(sources, setup.levels(), setup.tuning(), threads, stop);
    }

    /** Opens the sources of a configuration; they are not asked yet. */
    public static SourceAnswers open(Setup setup) {
        SourceAnswers answers = new SourceAnswers(setup);
        try {
            setup.sources().forEach((name, settings) -> answers.sources.add(settings.open(name)));
            return answers;
        } catch (RuntimeException e) {
            answers.close();
            throw e;
        }
    }

    static SourceDesk desk(List<Source> sources, Ladder ladder, Tuning tuning, Executor threads, Stop stop) {
        return new SourceDesk(
                new LiveRows(sources, stop), new SourceDesk.Terms(ladder, tuning.raw(), tuning.query()), threads);
    }

    /** Whether the configuration lets sources be read for answers. */
    public boolean areAllowed() {
        return desk.reads();
    }

    /**
     * Answers a query; what is beyond the limits of reading a source is named in the answer.
     *
     * @throws CacheException if the source of the group cannot be reached, or does not have it
     */
    public QueryResult query(Query query) {
        return new QueryExecutor(null, desk, QueryLimits.DEFAULT).run(query);
    }

    @Override
    public void close() {
        stop.request();
        threads.shutdownNow();
        sources.forEach(Source::close);
    }
}
