package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Push;

/** Changes that a source has told of and nobody has looked at yet: one per group, so no flood can fill it. Thread-safe. */
final class Announced implements Push.Listener {
    private final Home home;
    private final Runnable look;
    private Map<GroupId, Push.Change> changes = new HashMap<>();
    private boolean all;
    private boolean told;

    private final Signals signals;

    /** Hears whether the source tells anything at all; called on the source's follower thread. */
    interface Signals {
        void begins();

        void ends(String reason);
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

    @Override
    public void changed(Push.Change change) {
        boolean tell;
        synchronized (this) {
            changes.merge(change.group(), change, Push.Change::and);
            tell = !told;
            told = true;
        }
        if (tell) {
            home.execute(look);
        }
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
    synchronized List<Push.Change> take() {
        List<Push.Change> taken = new ArrayList<>(changes.values());
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
