package org.adei.cache.tail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/** Changes that a source has told of and nobody has looked at yet: one per group, so no flood can fill it. Thread-safe. */
final class Announced implements Push.Listener {
    private final Home home;
    private final Runnable look;
    private Map<GroupId, Push.Change> changes = new HashMap<>();
    private boolean all;
    private boolean told;
    private Push.@Nullable Position reached;
    private @Nullable Replay replay;

    private final Signals signals;

    /** Hears whether the source tells anything at all; called on the source's follower thread. */
    interface Signals {
        void begins();

        void ends(String reason);

        /** Everything is told again that was to be. */
        void replayed(Replay replay);
    }

    /**
     * Makes an empty list.
     *
     * @param look is run by the home thread as soon as there is something
     */
    Announced(Home home, Runnable look, Signals signals) {
        this.home = home;
        this.look = look;
        this.signals = signals;
    }

    /**
     * What is there.
     *
     * @param changes one per group
     * @param reached position up to which everything is in these changes or in those taken before, null if not known
     */
    record Taken(List<Push.Change> changes, Push.@Nullable Position reached) {}

    @Override
    public void changed(Push.Change change) {
        committed(List.of(change), null);
    }

    @Override
    public void committed(List<Push.Change> found, Push.@Nullable Position position) {
        boolean tell;
        synchronized (this) {
            if (again(found, position)) {
                return;
            }
            found.forEach(change -> changes.merge(change.group(), change, Push.Change::and));
            if (position != null) {
                reached = position;
            }
            tell = !told && !found.isEmpty();
            told |= tell;
        }
        if (tell) {
            home.execute(look);
        }
    }

    private boolean again(List<Push.Change> found, Push.@Nullable Position position) {
        Replay now = replay;
        if (now == null || position == null || !now.begun(position)) {
            return false;
        }
        boolean known = now.holds(position);
        if (known) {
            now.told(found, position);
        }
        if (now.endsAt(position)) {
            replay = null;
            home.execute(() -> signals.replayed(now));
        }
        return known;
    }

    /** Listens to what is told again from now on; null ends it. */
    synchronized void replay(@Nullable Replay now) {
        replay = now;
    }

    @Override
    public void unsure() {
        boolean tell;
        synchronized (this) {
            all = true;
            tell = !told;
            told = true;
        }
        if (tell) {
            home.execute(look);
        }
    }

    @Override
    public void begins() {
        home.execute(signals::begins);
    }

    @Override
    public void ends(String reason) {
        home.execute(() -> signals.ends(reason));
    }

    /** Takes what is there. */
    synchronized Taken take() {
        Taken taken = new Taken(List.copyOf(changes.values()), reached);
        changes = new HashMap<>();
        told = false;
        return taken;
    }

    /** Whether all groups may have changed; only once. */
    synchronized boolean takeAll() {
        boolean was = all;
        all = false;
        return was;
    }
}
