package org.adei.cache.source.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.Watch;

/**
 * The news of many tables in one statement, on a connection of its own, which counts among the source's. One round trip
 * per type of time column (PostgreSQL: two, since it ends its transaction).
 */
final class JdbcWatch implements Watch {
    /** Questions about ten thousand groups. Those that count are rare and take the server's memory threefold: not kept. */
    private static final int MOST_KEPT = 100;

    private final Access access;
    private final JdbcReading reading;
    private final KeptStatements kept;
    private final KeptStatements passing = new KeptStatements(0);
    private final Runnable whenClosed;

    private JdbcWatch(Access access, int mostKept, Runnable whenClosed) {
        this.access = access;
        this.reading = new JdbcReading(access);
        this.kept = new KeptStatements(mostKept);
        this.whenClosed = whenClosed;
    }

    /**
     * A watch with a connection of its own. A source of a single connection has none to give away: then watch and cursors
     * take turns, and nothing is left on it.
     */
    static JdbcWatch over(Access access) {
        if (access.limits().connections() == 1) {
            return new JdbcWatch(access, 0, () -> {});
        }
        Access own = access.withOwnConnection();
        return new JdbcWatch(own, MOST_KEPT, own.pool()::close);
    }

    @Override
    public List<News> ask(List<Question> questions) {
        News[] answers = new News[questions.size()];
        Map<String, List<Integer>> byType = new LinkedHashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            JdbcTable table = JdbcTable.of(questions.get(i).group());
            byType.computeIfAbsent(table.time().type(), type -> new ArrayList<>())
                    .add(i);
        }
        byType.values().forEach(same -> ask(questions, same, answers));
        return List.of(answers);
    }

    private void ask(List<Question> questions, List<Integer> same, News[] answers) {
        NewsQuery query = new NewsQuery(
                access.dialect(), same.stream().map(questions::get).toList());
        KeptStatements statements = query.counts() ? passing : kept;
        List<NewsQuery.Found> found =
                access.ask("cannot read the news of its tables", lease -> query.ask(lease.connection(), statements));
        for (int i = 0; i < same.size(); i++) {
            answers[same.get(i)] = news(questions.get(same.get(i)).group(), found.get(i));
        }
    }

    private News news(SourceGroup group, NewsQuery.Found found) {
        long last = found.last().orElse(Long.MIN_VALUE);
        if (found.any() && found.last().isEmpty()) {
            Interval extent = new Extent(access, group).read();
            last = extent.isEmpty() ? Long.MIN_VALUE : extent.to() - 1;
        }
        return new News(last < group.limits().from() ? Long.MIN_VALUE : last, found.rows());
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        return reading.open(group, interval, rejections);
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
