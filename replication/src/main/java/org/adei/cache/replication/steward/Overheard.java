package org.adei.cache.replication.steward;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.ServerView;

/** Servers whose answers to a steward somebody else hears too, on the steward's thread. */
public record Overheard(Fleet fleet, Consumer<List<ServerView>> ear) implements Fleet {
    @Override
    public List<ServerView> observe() {
        List<ServerView> views = fleet.observe();
        ear.accept(views);
        return views;
    }

    @Override
    public Set<String> vote(Ballot ballot) {
        return fleet.vote(ballot);
    }

    @Override
    public Set<String> claim(Ballot ballot) {
        return fleet.claim(ballot);
    }

    @Override
    public Set<String> hold(long term) {
        return fleet.hold(term);
    }

    @Override
    public void release(long term) {
        fleet.release(term);
    }

    @Override
    public boolean renew(String server, long epoch, long until) {
        return fleet.renew(server, epoch, until);
    }

    @Override
    public void act(Step step, Ballot mandate, long until) {
        fleet.act(step, mandate, until);
    }
}
