package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adei.cache.settings.Following;
import org.adei.cache.source.Push;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.Watch;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.TailClaim;
import org.jspecify.annotations.Nullable;

/** What is known of one followed group. Used by the thread that follows its source; any may ask whether it is left. */
final class Follower {
    private static final int REMEMBERED_REJECTIONS = 1_000;

    /** Rows that are told of are read again once before they leave the overlap, others three times. */
    private static final int PUSHED = 2;

    private Followed followed;
    private final Pace pace;
    private final long rereadAfter;
    private final Set<String> rejectedBefore = new HashSet<>();
    private @Nullable HeldTail held;
    private boolean writing;
    private boolean opening;
    private volatile boolean leaving;
    private boolean paused;
    private @Nullable TailClaim uncertain;
    private long openAt;
    private int failures;
    private long rereadAt;
    private long uncounted;
    private boolean pushed;
    private Replay.@Nullable Gap gap;

    Follower(Followed followed, Following limits, long now) {
        this.followed = followed;
        this.pace = new Pace(limits, now);
        this.rereadAfter = Math.max(limits.pollMax().toNanos(), limits.overlap().toNanos() / 4);
    }

    /** What has to be done about an answer of the source. */
    enum Need {
        NOTHING,
        /** Rows behind those that are known have to be read. */
        NEW_ROWS,
        /** All rows behind the base have to be read, since some of them may have changed. */
        ALL_ROWS
    }

    Followed followed() {
        return followed;
    }

    SourceGroup group() {
        return followed.group();
    }

    CachedGroup cached() {
        return followed.cached();
    }

    /** The same group as its source has it now. */
    void refresh(Followed now) {
        followed = now;
    }

    /** Whether the source tells of changes, so that asking only guards against what it did not tell. */
    void pushed(boolean now) {
        pushed = now;
    }

    /** Whether asking only guards against what the source did not tell. */
    boolean isPushed() {
        return pushed;
    }

    /** What has to be told again of the group, null if nothing has. */
    Replay.@Nullable Gap gap() {
        return gap;
    }

    void close(Replay.Gap known) {
        if (known.equals(gap)) {
            gap = null;
        }
    }

    /** How a position up to which everything is looked at is saved; null leaves what is saved. */
    @Nullable
    String logged(Push.@Nullable Position position) {
        return position == null || !pushed || gap != null ? null : position.toString();
    }

    /** Time from one question to the next, in nanoseconds. */
    long interval(long now) {
        return pushed ? pace.guard() : pace.interval(now);
    }

    Pace pace() {
        return pace;
    }

    /** The tail, null while another process holds it or it is being opened. */
    @Nullable
    HeldTail held() {
        return held;
    }

    void hold(@Nullable HeldTail tail, long now) {
        held = tail;
        gap = tail == null ? null : gap(tail.claim());
        uncertain = null;
        opening = false;
        writing = false;
        uncounted = 0;
        rereadAt = now + rereadAfter / 2 + Math.floorMod(cached().number() * 7_919 * 1_000_000, rereadAfter / 2 + 1);
    }

    private static Replay.@Nullable Gap gap(TailClaim claim) {
        String saved = claim.logged();
        return saved == null
                ? null
                : Push.Position.of(saved)
                        .map(position -> new Replay.Gap(position, claim.base().time()))
                        .orElse(null);
    }

    /** Whether a batch is on its way; until it is committed nothing is read. */
    boolean isWriting() {
        return writing;
    }

    void writing(boolean now) {
        writing = now;
    }

    /** Whether it is time to take the tail. */
    boolean opens(long now) {
        return held == null && !opening && !paused && now >= openAt;
    }

    boolean isOpening() {
        return opening;
    }

    /** A claim of which it is not known what is committed. */
    @Nullable
    TailClaim uncertain() {
        return uncertain;
    }

    /** Lets go of the tail after a write that failed; the claim may be good still. */
    void doubt() {
        if (held != null) {
            uncertain = held.claim();
        }
        held = null;
        writing = false;
    }

    /** Whether nobody wants the group any more: its tail is given back as soon as nothing of it is on its way. */
    boolean isLeaving() {
        return leaving;
    }

    void leave() {
        leaving = true;
    }

    /** Whether an operator has stopped the group: its tail is given back as soon as nothing of it is on its way. */
    boolean isPaused() {
        return paused;
    }

    void pause(boolean now) {
        paused = now;
    }

    /** Gives up the tail; it is taken again when nothing speaks against it. */
    void drop() {
        held = null;
        writing = false;
        openAgain(Long.MIN_VALUE);
    }

    void opening() {
        opening = true;
    }

    /** After an attempt to take the tail that gave nothing. */
    void openAgain(long at) {
        opening = false;
        uncertain = null;
        openAt = at;
    }

    /** Counts failures in a row, from 1 on, and waits until then with the next attempt. */
    int failed(long until) {
        opening = false;
        openAt = until;
        return ++failures;
    }

    int failures() {
        return failures;
    }

    /** Whether there was a failure before. */
    boolean recovered() {
        boolean before = failures > 0;
        failures = 0;
        return before;
    }

    Watch.Question question(boolean count) {
        HeldTail tail = held;
        return new Watch.Question(
                followed.group(), count && tail != null ? tail.tail().baseTime() : Watch.Question.NO_COUNT);
    }

    /** How long all rows behind the base are due to be read again, for changes that no question finds; negative if not. */
    long overdue(long now) {
        return held == null || writing ? -1 : now - (pushed ? rereadAt + PUSHED * rereadAfter : rereadAt);
    }

    /** Whether rows might leave the overlap before they are read again. */
    boolean rereadsNow(long now) {
        return overdue(now) > rereadAfter;
    }

    Need need(Watch.News news) {
        HeldTail current = held;
        if (current == null || writing) {
            return Need.NOTHING;
        }
        Tail tail = current.tail();
        boolean fewer = tail.recentRows() > 0 && news.last() < tail.lastTime();
        boolean counted = news.rows() != Watch.News.NOT_COUNTED;
        boolean more = news.last() >= tail.position();
        boolean otherCount = counted && !more && news.rows() != tail.recentRows() + uncounted;
        if (fewer || otherCount) {
            return Need.ALL_ROWS;
        }
        return more ? Need.NEW_ROWS : Need.NOTHING;
    }

    /** After new rows were appended: an answer that had counted more rows than are known now means late ones. */
    void appended(Watch.News news, Tail tail, long now) {
        pace.news(now);
        if (news.rows() != Watch.News.NOT_COUNTED && news.rows() > tail.recentRows() + uncounted) {
            rereadAt = now - (PUSHED + 2) * rereadAfter;
        }
    }

    /** After all rows behind the base were read; rows that cannot be read are in the source's count all the same. */
    void reread(Watch.News news, int rows, long now) {
        rereadAt = now + rereadAfter;
        if (news.rows() != Watch.News.NOT_COUNTED) {
            uncounted = news.rows() - rows;
        }
    }

    /** Those that were not told before. */
    List<Batch.RejectedRow> fresh(List<Batch.RejectedRow> rejected) {
        List<Batch.RejectedRow> fresh = new ArrayList<>();
        for (Batch.RejectedRow row : rejected) {
            if (rejectedBefore.size() >= REMEMBERED_REJECTIONS) {
                rejectedBefore.clear();
            }
            if (rejectedBefore.add(row.row())) {
                fresh.add(row);
            }
        }
        return fresh;
    }
}
