package org.adei.cache.replication.mariadb;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.replication.steward.Fleet;

/** The servers as a steward reaches them whose process stands still after it has proved its votes, just before it opens. */
final class FreezingFleet implements Fleet {
    private final Fleet fleet;
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch thawed = new CountDownLatch(1);
    private volatile boolean freezes;

    FreezingFleet(Fleet fleet) {
        this.fleet = fleet;
    }

    /** From now on it stands still at its next attempt to open a server. */
    void freezeBeforeOpening() {
        freezes = true;
    }

    boolean isFrozen() {
        return frozen.getCount() == 0;
    }

    void thaw() {
        thawed.countDown();
    }

    private void pass() {
        if (isFrozen()) {
            try {
                thawed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public List<ServerView> observe() {
        pass();
        return fleet.observe();
    }

    @Override
    public Set<String> vote(Ballot ballot) {
        pass();
        return fleet.vote(ballot);
    }

    @Override
    public Set<String> claim(Ballot ballot) {
        pass();
        return fleet.claim(ballot);
    }

    @Override
    public Set<String> hold(long term) {
        pass();
        return fleet.hold(term);
    }

    @Override
    public void release(long term) {
        pass();
        fleet.release(term);
    }

    @Override
    public boolean renew(String server, long epoch, long until) {
        pass();
        return fleet.renew(server, epoch, until);
    }

    @Override
    public void act(Step step, Ballot mandate, long until) {
        if (freezes && step instanceof Step.Open) {
            frozen.countDown();
        }
        pass();
        fleet.act(step, mandate, until);
    }
}
