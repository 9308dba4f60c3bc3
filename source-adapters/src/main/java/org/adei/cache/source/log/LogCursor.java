package org.adei.cache.source.log;

import java.io.IOException;
import java.util.function.Function;
import org.adei.cache.failure.RetryException;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;

/** Events as rows: a one in the channel of the severity, the others missing, and the text beside them. */
final class LogCursor implements RowCursor {
    private final LogFolder.View view;
    private final int[] wanted;
    private final Function<IOException, RetryException> failures;
    private int next;

    LogCursor(LogFolder.View view, int[] wanted, Function<IOException, RetryException> failures) {
        this.view = view;
        this.wanted = wanted;
        this.failures = failures;
    }

    @Override
    public boolean fill(RowBlock block) {
        Picked events = view.events();
        try {
            while (next < events.size() && !block.isFull()) {
                put(
                        block,
                        events.time(next),
                        view.texts().get(events.file(next)).read(events.place(next)));
                next++;
            }
        } catch (IOException e) {
            throw failures.apply(e);
        }
        return next < events.size();
    }

    private void put(RowBlock block, long time, LogTexts.Said said) {
        int row = block.size();
        block.times()[row] = time;
        for (int c = 0; c < wanted.length; c++) {
            block.column(c)[row] = said.severity().ordinal() == wanted[c] ? 1 : RowBlock.NULL;
        }
        block.size(row + 1);
        block.text(row, said.text());
    }

    @Override
    public void close() {
        next = view.events().size();
        for (LogTexts texts : view.texts()) {
            try {
                texts.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }
}
