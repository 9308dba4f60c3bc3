package org.adei.cache.tail;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/**
 * Has a source tell again what changed between the position saved with a tail and the moment at which the tail was taken
 * over: for many tails at once, one time after the other. Used by the thread of the source.
 */
final class Replays {
    private static final long GATHER = TimeUnit.SECONDS.toNanos(10);

    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(200);

    private final String source;
    private final Lane lane;
    private final Home home;
    private final Announced announced;
    private boolean running;
    private long lookAt = Long.MIN_VALUE;
    private long startAt = Long.MIN_VALUE;

    Replays(String source, Lane lane, Home home, Announced announced) {
        this.source = source;
        this.lane = lane;
        this.home = home;
        this.announced = announced;
    }

    /**
     * Starts one where tails need it, once those are open that are being opened.
     *
     * @param heard position up to which everything was told, null if it is not known
     */
    void startDue(Push push, Push.@Nullable Position heard, Roster roster) {
        long now = home.now();
        if (running || heard == null || now < lookAt) {
            return;
        }
        lookAt = now + LOOK_EVERY;
        Map<GroupId, Replay.Gap> gaps = gaps(heard, roster);
        if (gaps.isEmpty()) {
            startAt = Long.MIN_VALUE;
            return;
        }
        if (startAt == Long.MIN_VALUE) {
            startAt = now + GATHER;
        }
        if (!roster.isOpening() || now >= startAt) {
            startAt = Long.MIN_VALUE;
            running = true;
            Replay replay = new Replay(gaps, heard);
            announced.replay(replay);
            push.rewind(replay.from());
        }
    }

    private static Map<GroupId, Replay.Gap> gaps(Push.Position heard, Roster roster) {
        Map<GroupId, Replay.Gap> gaps = new HashMap<>();
        for (Follower follower : roster.followers()) {
            Replay.Gap gap = follower.gap();
            if (gap == null || follower.held() == null) {
                continue;
            }
            if (follower.isPushed() && gap.after().compareTo(heard) < 0) {
                gaps.put(follower.group().id(), gap);
            } else {
                follower.close(gap);
            }
        }
        return gaps;
    }

    /** After all was told again. */
    void ended(Replay replay, Roster roster) {
        running = false;
        for (Map.Entry<GroupId, Replay.Gap> each : replay.gaps().entrySet()) {
            Follower follower = roster.find(each.getKey());
            if (follower != null) {
                follower.close(each.getValue());
            }
        }
        for (Push.Change change : replay.late()) {
            lane.listener().late(change.group(), new Interval(change.from(), change.to() + 1));
        }
        lane.listener().resumed(source, replay.gaps().size());
    }

    /** The source tells nothing more: what was missed is read from its tables as far as the overlap reaches. */
    void end(Roster roster) {
        running = false;
        announced.replay(null);
        for (Follower follower : roster.followers()) {
            Replay.Gap gap = follower.gap();
            if (gap != null) {
                follower.close(gap);
            }
        }
    }
}
