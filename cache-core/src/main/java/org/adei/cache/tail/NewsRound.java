package org.adei.cache.tail;

import java.util.List;
import org.adei.cache.failure.SkipException;
import org.adei.cache.failure.StatementException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Push;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.Watch;
import org.adei.cache.store.Batch;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.jspecify.annotations.Nullable;

/** Asks for the news of a flock, reads what is new and hands it to the writers. Used by the thread of the source. */
final class NewsRound {
    /** Tables that fail one after another, with none that answers, before the source as a whole is taken to fail. */
    private static final int MOST_GUILTY = 3;

    private final Lane lane;
    private final Home home;
    private final Roster roster;
    private final Watch watch;
    private final Errands errands;

    NewsRound(Lane lane, Home home, Roster roster, Watch watch, Errands errands) {
        this.errands = errands;
        this.lane = lane;
        this.home = home;
        this.roster = roster;
        this.watch = watch;
    }

    /**
     * One question and what follows from the answer.
     *
     * @param least shortest time to the next question
     * @throws org.adei.cache.failure.CacheException if the source cannot be asked
     */
    void ask(Flock flock, long least) {
        long asked = home.now();
        boolean count = flock.counts(asked);
        List<Watch.Question> questions = flock.questions(count);
        try {
            List<Watch.News> news = watch.ask(questions);
            flock.answered(asked, home.now(), count, least);
            for (int i = 0; i < questions.size(); i++) {
                take(flock.members().get(i), news.get(i));
            }
        } catch (SkipException | StatementException e) {
            flock.answered(asked, home.now(), count, least);
            askOneByOne(flock, questions);
        }
    }

    /** One table that cannot be read must not hide the news of the others. */
    private void askOneByOne(Flock flock, List<Watch.Question> questions) {
        int guilty = 0;
        boolean answered = false;
        for (int i = 0; i < questions.size(); i++) {
            Follower follower = flock.members().get(i);
            try {
                take(follower, watch.ask(List.of(questions.get(i))).get(0));
                answered = true;
            } catch (SkipException e) {
                roster.failed(follower, e);
            } catch (StatementException e) {
                roster.failed(follower, e);
                guilty++;
                if (!answered && guilty >= MOST_GUILTY) {
                    throw e;
                }
            }
        }
    }

    /** Reads what a source told of, without asking first. */
    void look(Follower follower, HeldTail held, Errand.Look look, @Nullable Errand errand) {
        Watch.News nothing = new Watch.News(Long.MIN_VALUE, Watch.News.NOT_COUNTED);
        try {
            switch (look) {
                case NEW_ROWS -> takeNew(follower, held, nothing, errand);
                case ALL_ROWS -> takeAll(follower, held, nothing, errand);
            }
        } catch (SkipException | StatementException | IllegalArgumentException e) {
            roster.failed(follower, e);
        }
    }

    private void take(Follower follower, Watch.News news) {
        HeldTail held = follower.held();
        if (held == null) {
            return;
        }
        try {
            Follower.Need need = follower.need(news);
            if (need == Follower.Need.NEW_ROWS) {
                lane.listener().seen(follower.group().id(), news.last());
            }
            switch (need) {
                case NEW_ROWS -> takeNew(follower, held, news, null);
                case ALL_ROWS -> takeAll(follower, held, news, null);
                case NOTHING -> {}
            }
        } catch (SkipException | StatementException | IllegalArgumentException e) {
            roster.failed(follower, e);
        }
    }

    private void takeNew(Follower follower, HeldTail held, Watch.News news, @Nullable Errand errand) {
        Tail tail = held.tail();
        try (RowReading reading = reading(follower, tail.position())) {
            RowBlock rows = reading.next(portion(follower));
            TailUpdate update = tail.append(rows);
            follower.appended(news, tail, home.now());
            Push.Position logged = logged(follower, errand, Errand.Look.NEW_ROWS, tail);
            submit(follower, held, update, reading.rejected(), logged);
        }
    }

    /** What is more than the rows that are known and one portion of new ones is left to a new taking of the tail. */
    private void takeAll(Follower follower, HeldTail held, Watch.News news, @Nullable Errand errand) {
        Tail tail = held.tail();
        try (RowReading reading = reading(follower, tail.baseTime())) {
            RowBlock rows = reading.next(tail.recentRows() + portion(follower));
            if (!reading.ended()) {
                roster.catchUp(follower);
                return;
            }
            TailUpdate update = tail.replace(rows);
            follower.reread(news, rows.size(), home.now());
            Push.Position logged = logged(follower, errand, Errand.Look.ALL_ROWS, tail);
            submit(follower, held, update, reading.rejected(), logged);
        }
    }

    private int portion(Follower follower) {
        return lane.tuning().batch().rowsFor(follower.cached().channels().size(), false);
    }

    private Push.@Nullable Position logged(Follower follower, @Nullable Errand errand, Errand.Look look, Tail tail) {
        return errand == null ? errands.logged(follower.group().id()) : errand.logged(look, tail.position());
    }

    private RowReading reading(Follower follower, long from) {
        long to = follower.group().limits().to();
        return new RowReading(follower.group(), follower.cached(), new Interval(from, Math.max(from, to)), watch::open);
    }

    private void submit(
            Follower follower,
            HeldTail held,
            TailUpdate update,
            List<Batch.RejectedRow> rejected,
            Push.@Nullable Position logged) {
        List<Batch.RejectedRow> fresh = follower.fresh(rejected);
        if (update.isEmpty() && fresh.isEmpty()) {
            return;
        }
        TailBatch batch = held.batch(update, fresh, follower.logged(logged));
        TailClaim claim = held.claim();
        follower.writing(true);
        lane.hands().writers().submit(batch, failure -> {
            if (failure == null) {
                lane.listener()
                        .committed(
                                follower.group().id(),
                                batch.batch().position(),
                                batch.batch().rows().size());
            }
            home.execute(() -> roster.written(follower, claim, failure));
        });
    }
}
