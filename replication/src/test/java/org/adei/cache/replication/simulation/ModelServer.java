package org.adei.cache.replication.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongConsumer;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.LeaseRow;
import org.adei.cache.replication.state.Receipts;
import org.adei.cache.replication.state.ReplicaState;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.Vote;
import org.adei.cache.replication.steward.Ballot;

/** One server of the model, with the habits of MariaDB that matter. */
final class ModelServer {
    final int id;
    final boolean witness;
    final List<Entry> log = new ArrayList<>();
    final List<Entry> relay = new ArrayList<>();
    private final Map<GtidSet.Origin, Long> last = new HashMap<>();
    boolean alive = true;
    boolean frozen;
    boolean readOnly = true;
    boolean applying;
    boolean awaits;
    int starts;
    Content content = Content.WHOLE;
    int master;
    Link link = Link.STOPPED;
    String error = "";
    long leaseUntil;
    long leaseEpoch;
    long leasePrimary;
    long term;
    long votedEpoch;
    long votedPrimary;
    final List<LongConsumer> late = new ArrayList<>();
    String holder = "";
    long heldUntil;
    private double rate = 1;
    private long rateSince;
    private long shown;
    String wish = "";
    long wishUntil;

    ModelServer(int id, boolean witness) {
        this.id = id;
        this.witness = witness;
    }

    /** What its clock shows. */
    long clock(long now) {
        return shown + (long) ((now - rateSince) * rate);
    }

    /** Lets its clock run at another rate from now on. */
    void clockRuns(double times, long now) {
        shown = clock(now);
        rateSince = now;
        rate = times;
    }

    boolean answers() {
        return alive && !frozen;
    }

    /** Votes, if its seat is free; not for its own reign while its rows are being filled in. */
    boolean grant(Ballot ballot, String steward, long now) {
        boolean free = heldUntil <= now || holder.equals(steward);
        boolean unfit = content == Content.PARTIAL && ballot.epoch() == ballot.term() && ballot.primary() == id;
        if (!free || unfit || term >= ballot.term()) {
            return false;
        }
        term = ballot.term();
        holder = steward;
        heldUntil = now + ModelFleet.SEAT;
        if (ballot.epoch() >= votedEpoch) {
            votedEpoch = ballot.epoch();
            votedPrimary = ballot.primary();
        }
        return true;
    }

    /** Goes on, with what it was asked while it stood still and nobody waits for any more. */
    void thaw(long now, Random random) {
        frozen = false;
        late.removeIf(asked -> random.nextBoolean());
        late.forEach(asked -> asked.accept(now));
        late.clear();
    }

    void kill() {
        late.clear();
        alive = false;
        frozen = false;
    }

    /** Read-only, replicating not yet; what was received and not applied is gone. */
    void restart() {
        alive = true;
        starts++;
        readOnly = true;
        link = Link.STOPPED;
        applying = false;
        awaits = false;
        relay.clear();
    }

    void append(Entry entry) {
        log.add(entry);
        last.put(new GtidSet.Origin(0, entry.origin()), (long) entry.number());
        if (entry.crowning()) {
            leaseEpoch = entry.epoch();
            leasePrimary = entry.origin();
            leaseUntil = 0;
        }
    }

    void write(long epoch, boolean crowning) {
        append(new Entry(id, log.size() + 1, epoch, crowning));
    }

    boolean mayWrite(long now) {
        return answers() && !witness && !readOnly && leasePrimary == id && leaseUntil > clock(now);
    }

    /** Replicates from nobody, as after RESET SLAVE ALL. */
    void detach() {
        master = 0;
        link = Link.STOPPED;
        applying = false;
        relay.clear();
        error = "";
    }

    void follow(int from) {
        detach();
        awaits = false;
        master = from;
        link = Link.CONNECTING;
        applying = true;
    }

    void receive(ModelServer from, Random random) {
        int have = log.size() + relay.size();
        Entry last = have == 0 ? null : relay.isEmpty() ? log.get(have - 1) : relay.get(relay.size() - 1);
        if (from.log.size() < have || last != null && !from.log.get(have - 1).equals(last)) {
            link = Link.STOPPED;
            error = "diverged";
            return;
        }
        link = Link.CONNECTED;
        int upTo = have + random.nextInt(from.log.size() - have + 1);
        relay.addAll(from.log.subList(have, upTo));
    }

    /** As a replica gets what its master commits, before the master says that it is committed. */
    void receiveAll(ModelServer from) {
        int have = log.size() + relay.size();
        relay.addAll(from.log.subList(have, from.log.size()));
    }

    /** A replica that waits for receipts itself would wait for ever. */
    void apply(int most) {
        if (awaits) {
            return;
        }
        int count = Math.min(most, relay.size());
        relay.subList(0, count).forEach(this::append);
        relay.subList(0, count).clear();
    }

    ServerState state(long now, String masterAddress) {
        Optional<ReplicaState> replica = master == 0
                ? Optional.empty()
                : Optional.of(new ReplicaState(masterAddress, link, applying, gtids(true), error));
        Optional<LeaseRow> lease = leaseEpoch == 0
                ? Optional.empty()
                : Optional.of(new LeaseRow(leaseEpoch, leasePrimary, Duration.ofNanos(leaseUntil - clock(now))));
        return new ServerState(
                readOnly,
                gtids(false),
                replica,
                lease,
                new Vote(term, votedEpoch, votedPrimary, heldUntil > now, content, wishUntil > now ? wish : ""),
                new Receipts(awaits, true));
    }

    GtidSet gtids(boolean withRelay) {
        Map<GtidSet.Origin, Long> all = new HashMap<>(last);
        if (withRelay) {
            relay.forEach(entry -> all.put(new GtidSet.Origin(0, entry.origin()), (long) entry.number()));
        }
        return new GtidSet(all);
    }

    /** No better than this from now on, until it is compared. */
    void doubt() {
        content = content == Content.PARTIAL ? content : Content.UNPROVEN;
    }

    /** Forgets everything and takes over what another holds. */
    void copy(ModelServer other) {
        log.clear();
        last.clear();
        other.log.forEach(this::append);
    }
}
