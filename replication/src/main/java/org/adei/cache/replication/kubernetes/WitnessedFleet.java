package org.adei.cache.replication.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.settings.ClusterServer;

/** Servers and a Lease that votes with them as a witness, so that two servers have a majority. Thread-safe. */
public final class WitnessedFleet implements Fleet {
    /** Name of the witness among the servers. */
    public static final String WITNESS = "kubernetes";

    /** No server has this id in practice; it only has to differ from those of the servers. */
    private static final ClusterServer PLACE = new ClusterServer("kubernetes", 443, 4_294_967_295L, 1_000, true);

    private final Fleet servers;
    private final LeaseSeat seat;
    private final ExecutorService threads;
    private final Duration patience;

    /**
     * Adds a vote to servers.
     *
     * @param threads run one call at a time for each caller
     * @param patience how long the Lease is waited for; it counts as silent after that
     */
    public WitnessedFleet(Fleet servers, LeaseSeat seat, ExecutorService threads, Duration patience) {
        this.servers = servers;
        this.seat = seat;
        this.threads = threads;
        this.patience = patience;
    }

    @Override
    public List<ServerView> observe() {
        Future<Optional<Vote>> vote = threads.submit(seat::look);
        List<ServerView> views = new ArrayList<>(servers.observe());
        views.add(view(await(vote, Optional.empty())));
        return views;
    }

    private static ServerView view(Optional<Vote> vote) {
        Contact contact = vote.isPresent() ? Contact.ANSWERED : Contact.SILENT;
        return new ServerView(
                WITNESS,
                PLACE,
                contact,
                vote.map(cast -> new ServerState(true, GtidSet.NONE, Optional.empty(), Optional.empty(), cast)));
    }

    @Override
    public Set<String> vote(Ballot ballot) {
        Future<Boolean> granted = threads.submit(() -> seat.grant(ballot));
        return with(servers.vote(ballot), granted);
    }

    @Override
    public Set<String> claim(Ballot ballot) {
        Set<String> votes = servers.claim(ballot);
        return votes.isEmpty() ? votes : with(votes, threads.submit(() -> seat.grant(ballot)));
    }

    @Override
    public Set<String> hold(long term) {
        Future<Boolean> held = threads.submit(() -> seat.hold(term));
        return with(servers.hold(term), held);
    }

    private Set<String> with(Set<String> votes, Future<Boolean> witness) {
        Set<String> all = new HashSet<>(votes);
        if (await(witness, false)) {
            all.add(WITNESS);
        }
        return all;
    }

    /** The Lease is left to its end: the servers alone have a majority. */
    @Override
    public void release(long term) {
        servers.release(term);
    }

    @Override
    public boolean renew(String server, long epoch, long until) {
        return servers.renew(server, epoch, until);
    }

    @Override
    public void act(Step step, Ballot mandate, long until) {
        servers.act(step, mandate, until);
    }

    private <T> T await(Future<T> answer, T silent) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return silent;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a question to the Lease ended in a way that is a fault of this program", e);
        }
    }
}
