package org.adei.cache.replication.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.replication.steward.Ballot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vote that is kept in a Lease, changed by compare-and-set on its version. Clocks of machines are not compared: a
 * holder's time runs from when its last change was seen here. Thread-safe; waits for the API while it is locked.
 */
public final class LeaseSeat {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseSeat.class);
    private static final int GONE = 404;
    private static final int CONFLICT = 409;
    private static final int TRUST_PART = 3;

    private final KubernetesApi api;
    private final LeaseName name;
    private final Holder me;
    private final LongSupplier clock;
    private final InstantSource wall;
    private LeaseRecord last;
    private long seenAt;
    private boolean seen;
    private long heldTerm = -1;
    private long heldAt;
    private String complaint = "";

    /**
     * Who asks.
     *
     * @param steward name of this steward and of no other one
     * @param seat how long a vote holds that is not prolonged
     */
    public record Holder(String steward, Duration seat) {}

    /**
     * Asks nothing yet.
     *
     * @param clock monotonic, in ns
     * @param wall for the times in the Lease; nobody compares them, but a change without a new time is none to Kubernetes
     */
    public LeaseSeat(KubernetesApi api, LeaseName name, Holder me, LongSupplier clock, InstantSource wall) {
        this.api = api;
        this.name = name;
        this.me = me;
        this.clock = clock;
        this.wall = wall;
        this.last = LeaseRecord.absent(name);
    }

    /** The vote as it is, empty if the API does not answer. One round trip. */
    public synchronized Optional<Vote> look() {
        return read() ? Optional.of(new Vote(last.term(), last.epoch(), last.primary(), isTaken())) : Optional.empty();
    }

    /** Takes the vote for a greater term if it is free or this steward's. Two round trips. */
    public synchronized boolean grant(Ballot ballot) {
        return read()
                && last.term() < ballot.term()
                && (!isTaken() || last.holder().equals(me.steward()))
                && write(last.granted(me.steward(), ballot, me.seat(), wall.instant()), ballot.term());
    }

    /**
     * Prolongs the vote of a term. Mostly without a round trip: for a third of the seat after a change, nobody else can
     * have got it. Three at most.
     */
    public synchronized boolean hold(long term) {
        if (heldTerm != term) {
            return false;
        }
        if (clock.getAsLong() - heldAt < me.seat().toNanos() / TRUST_PART) {
            return true;
        }
        return prolong(term) || (read() && prolong(term));
    }

    private boolean prolong(long term) {
        return last.term() == term && last.holder().equals(me.steward()) && write(last.prolonged(wall.instant()), term);
    }

    private boolean isTaken() {
        return !last.holder().isEmpty()
                && clock.getAsLong() - seenAt <= me.seat().toNanos();
    }

    private boolean read() {
        try {
            KubernetesApi.Reply reply = api.send("GET", name.path(), "");
            if (reply.status() == GONE) {
                see(LeaseRecord.absent(name));
                return true;
            }
            return reply.isGood() ? see(LeaseRecord.parse(reply.body())) : complain(reason(reply));
        } catch (IOException e) {
            return complain(e.toString());
        }
    }

    private boolean write(LeaseRecord next, long term) {
        boolean isNew = next.version().isEmpty();
        long start = clock.getAsLong();
        try {
            KubernetesApi.Reply reply =
                    api.send(isNew ? "POST" : "PUT", isNew ? name.collection() : name.path(), next.toString());
            if (!reply.isGood()) {
                return reply.status() != CONFLICT && complain(reason(reply));
            }
            heldTerm = term;
            heldAt = start;
            return see(LeaseRecord.parse(reply.body()));
        } catch (IOException e) {
            return complain(e.toString());
        }
    }

    private boolean see(LeaseRecord lease) {
        if (!seen || !lease.version().equals(last.version())) {
            seenAt = clock.getAsLong();
        }
        seen = true;
        last = lease;
        complaint = "";
        return true;
    }

    private String reason(KubernetesApi.Reply reply) {
        String hint = reply.status() == 401 || reply.status() == 403
                ? "; give the pod's service account a Role with get, create and update on leases of"
                        + " coordination.k8s.io in namespace " + name.namespace()
                : "";
        return "the API answered " + reply.status() + hint;
    }

    private boolean complain(String reason) {
        if (!reason.equals(complaint)) {
            complaint = reason;
            LOG.warn("The Lease {} gives no vote: {}", name, reason);
        }
        return false;
    }
}
