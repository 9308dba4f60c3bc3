package org.adei.cache.source;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;

/** Asks group by group for the extent, and counts by reading. For sources that know nothing cheaper. */
final class ExtentWatch implements Watch {
    private static final int ROWS = 1_000;

    private final Source source;

    ExtentWatch(Source source) {
        this.source = source;
    }

    @Override
    public List<News> ask(List<Question> questions) {
        List<News> answers = new ArrayList<>();
        for (Question question : questions) {
            Interval extent = source.extent(question.group());
            long last = extent.isEmpty() ? Long.MIN_VALUE : extent.to() - 1;
            answers.add(new News(last, question.counts() ? count(question) : News.NOT_COUNTED));
        }
        return answers;
    }

    private long count(Question question) {
        SourceGroup group = question.group().withChannels(List.of());
        RowBlock block = new RowBlock(0, ROWS);
        long rows = 0;
        try (RowCursor cursor =
                source.open(group, new Interval(question.countFrom(), Long.MAX_VALUE), (row, reason) -> {})) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                rows += block.size();
            }
        }
        return rows;
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        return source.open(group, interval, rejections);
    }

    @Override
    public void close() {
        // the source stays open
    }
}
