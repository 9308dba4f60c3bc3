package org.adei.cache.replication.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.steward.Steward;
import org.adei.cache.replication.steward.Terms;

/** Plays one schedule: servers, stewards, writers and faults drawn from a seed. */
final class Simulation {
    static final long MILLI = 1_000_000;
    private static final long TICK = 20 * MILLI;
    static final Duration LEASE = Duration.ofSeconds(1);
    private static final Terms TERMS = Terms.of(LEASE);

    final Random random;
    final List<ModelServer> servers = new ArrayList<>();
    final List<String> story = new ArrayList<>();
    final List<Long> outages = new ArrayList<>();
    final List<Entry> acknowledged = new ArrayList<>();
    final ModelCare care = new ModelCare(this);
    private final boolean receipts;
    private final List<ModelSteward> stewards = new ArrayList<>();
    private final Set<String> cuts = new HashSet<>();
    final Map<Long, Integer> writers = new TreeMap<>();
    private final Map<ModelServer, Long> caught = new HashMap<>();
    private long now = 1_000 * MILLI;
    private long lastEpoch;
    private boolean calm = true;
    private boolean settling;
    private long callTime;

    /** A steward of the model and when it acts next. */
    private static final class ModelSteward {
        final String name;
        final Steward steward;
        long round;
        long renewal;
        long frozenUntil;
        boolean busy;

        ModelSteward(String name, Steward steward) {
            this.name = name;
            this.steward = steward;
        }
    }

    Simulation(long seed, int data, boolean witness, int managers) {
        this(seed, data, witness, managers, false);
    }

    /** The same with commits that wait for a replica's receipt. */
    Simulation(long seed, int data, boolean witness, int managers, boolean receipts) {
        this.receipts = receipts;
        random = new Random(seed);
        for (int id = 1; id <= data; id++) {
            servers.add(new ModelServer(id, false));
        }
        if (witness) {
            servers.add(new ModelServer(data + 1, true));
        }
        servers.get(0).readOnly = false;
        for (int id = 2; id <= data; id++) {
            servers.get(id - 1).follow(1);
        }
        for (int i = 0; i < managers; i++) {
            String name = "steward-" + (i + 1);
            Steward steward = new Steward(
                    new ModelFleet(this, name), new FailoverPlanner(receipts), TERMS, () -> now, new Story(this, name));
            stewards.add(new ModelSteward(name, steward));
        }
    }

    long now() {
        return now;
    }

    /** The last reign that anything was written in. */
    long lastEpoch() {
        return lastEpoch;
    }

    ModelServer server(long id) {
        return servers.get((int) id - 1);
    }

    boolean connected(Object one, Object other) {
        return !cuts.contains(one + "-" + other) && !cuts.contains(other + "-" + one);
    }

    void tell(String event) {
        story.add(now / MILLI + " ms " + event);
    }

    /** Faults for a while, then a time in which everything is mended; fails on a broken promise. */
    void play(Duration faults, Duration healing) {
        run(now + 3_000 * MILLI);
        calm = false;
        long end = now + faults.toNanos();
        while (now < end) {
            fault();
            run(now + (100 + random.nextInt(2_000)) * MILLI);
        }
        heal(healing);
    }

    /** Mends everything; all must be well after a time. */
    void heal(Duration healing) {
        mend();
        calm = true;
        run(now + healing.toNanos());
        settling = true;
        for (int i = 0; i < 50 && !settled(); i++) {
            run(now + 100 * MILLI);
        }
        require(settled(), "everything was mended, and there is no master that all follow with the same rows");
    }

    private void fault() {
        ModelServer server = servers.get(random.nextInt(servers.size()));
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                server.kill();
                tell("kill " + server.id);
            }
            case 2 -> freeze(server);
            case 3 -> {
                String one = random.nextBoolean()
                        ? stewards.get(random.nextInt(stewards.size())).name
                        : String.valueOf(1 + random.nextInt(servers.size()));
                cuts.add(one + "-" + server.id);
                tell("cut " + one + " from " + server.id);
            }
            case 4 -> {
                ModelSteward steward = stewards.get(random.nextInt(stewards.size()));
                steward.frozenUntil = now + random.nextInt(4_000) * MILLI;
                tell("freeze " + steward.name);
            }
            case 5 -> {
                cuts.clear();
                tell("links are whole");
            }
            case 6 -> {
                servers.forEach(this::thaw);
                servers.stream().filter(dead -> !dead.alive).forEach(ModelServer::restart);
                tell("dead ones start, frozen ones go on");
            }
            case 7 -> {
                ModelSteward steward = stewards.get(random.nextInt(stewards.size()));
                if (!steward.busy && steward.frozenUntil <= now) {
                    tell(steward.name + " is restarted");
                    steward.steward.release();
                }
            }
            default -> wish(server, () -> random.nextInt(5_000) * MILLI);
        }
    }

    /** Each server that answers hears of the wish for another master, for a time of its own in ns. */
    void wish(ModelServer wanted, LongSupplier lasts) {
        servers.stream().filter(ModelServer::answers).forEach(asked -> {
            asked.wish = "s" + wanted.id;
            asked.wishUntil = now + lasts.getAsLong();
        });
        tell("an operator wants " + wanted.id);
    }

    /** Each call of a steward in its rounds takes so long from now on, while renewals go on. */
    void slowCalls(long nanos) {
        callTime = nanos;
    }

    private void freeze(ModelServer server) {
        if (server.alive) {
            if (server.mayWrite(now)) {
                caught.put(server, server.leaseEpoch);
            }
            server.frozen = true;
            tell("freeze " + server.id);
        }
    }

    /** A transaction that had passed its checks when the server froze is committed now, and nobody takes its answer. */
    private void thaw(ModelServer server) {
        Long epoch = caught.remove(server);
        if (server.frozen && epoch != null && !server.readOnly && random.nextBoolean()) {
            server.write(epoch, false);
        }
        server.thaw(now, random);
    }

    private void mend() {
        cuts.clear();
        servers.forEach(this::thaw);
        servers.stream().filter(dead -> !dead.alive).forEach(ModelServer::restart);
        stewards.forEach(steward -> steward.frozenUntil = 0);
        tell("everything is mended");
    }

    /** Lets time pass for all but those who are in the middle of a call. */
    void run(long until) {
        while (now < until) {
            now = Math.min(until, now + TICK);
            for (ModelServer server : servers) {
                replicate(server);
                write(server);
            }
            care.pass();
            for (ModelSteward steward : stewards) {
                act(steward);
            }
        }
    }

    private void act(ModelSteward steward) {
        if (steward.frozenUntil > now) {
            return;
        }
        if (steward.renewal <= now) {
            steward.renewal = now + 200 * MILLI;
            steward.steward.renew();
        }
        if (!steward.busy && steward.round <= now) {
            steward.busy = true;
            steward.steward.round();
            steward.busy = false;
            steward.round = now + (80 + random.nextInt(60)) * MILLI;
        }
    }

    /** A call of a steward takes time; now and then its process stands still in it. */
    void callTakesTime(String name) {
        if (callTime > 0 && steward(name).busy) {
            run(now + callTime);
        }
        if (!calm && random.nextInt(400) == 0) {
            ModelSteward own = steward(name);
            if (own.busy) {
                long until = now + random.nextInt(3_000) * MILLI;
                tell(name + " stands still within a call");
                own.frozenUntil = Math.max(own.frozenUntil, until);
                run(until);
            }
        }
    }

    private ModelSteward steward(String name) {
        return stewards.stream()
                .filter(steward -> steward.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void replicate(ModelServer server) {
        if (!server.answers() || server.master == 0) {
            return;
        }
        ModelServer master = server(server.master);
        if (server.link != Link.STOPPED) {
            if (master.answers() && connected(master.id, server.id)) {
                server.receive(master, random);
            } else {
                server.link = Link.CONNECTING;
            }
        }
        if (server.applying) {
            server.apply(random.nextInt(3));
        }
    }

    /** A writer that goes by the lease row alone, as transactions of the cache do. */
    private void write(ModelServer server) {
        if (settling || !server.mayWrite(now) || !canCommit(server) || random.nextInt(3) > 0) {
            return;
        }
        long epoch = server.leaseEpoch;
        require(server.content != Content.PARTIAL, server.id + " reigns with rows that are being filled in");
        Integer writer = writers.putIfAbsent(epoch, server.id);
        require(
                writer == null || writer == server.id,
                "epoch " + epoch + " was written on " + writer + " and " + server.id);
        require(epoch >= lastEpoch, "a write of epoch " + epoch + " was accepted after one of " + lastEpoch);
        lastEpoch = epoch;
        server.write(epoch, false);
        if (server.awaits) {
            receivers(server).findFirst().orElseThrow().receiveAll(server);
            acknowledged.add(server.log.get(server.log.size() - 1));
        }
    }

    boolean canCommit(ModelServer server) {
        return !server.awaits || receivers(server).findAny().isPresent();
    }

    /** Lets replicas that can make their links; whether there is one that gives receipts. */
    boolean attach(ModelServer server) {
        followers(server)
                .filter(other -> other.link == Link.CONNECTING)
                .forEach(other -> other.receive(server, random));
        return receivers(server).findAny().isPresent();
    }

    private Stream<ModelServer> followers(ModelServer server) {
        return servers.stream()
                .filter(other -> other.master == server.id && other.answers() && connected(server.id, other.id));
    }

    private Stream<ModelServer> receivers(ModelServer server) {
        return followers(server)
                .filter(other -> other.link == Link.CONNECTED)
                .filter(other -> other.log.size() + other.relay.size() <= server.log.size());
    }

    /** Whether all servers follow one master that may be written to, and hold the same. */
    private boolean settled() {
        List<ModelServer> masters =
                servers.stream().filter(server -> server.mayWrite(now)).toList();
        return masters.size() == 1
                && servers.stream().allMatch(server -> server.content == Content.WHOLE)
                && masters.get(0).awaits == receipts
                && servers.stream()
                        .filter(server -> !server.witness && server != masters.get(0))
                        .allMatch(server -> server.readOnly
                                && server.master == masters.get(0).id
                                && server.log.equals(masters.get(0).log));
    }

    void require(boolean kept, String broken) {
        if (!kept) {
            throw new AssertionError(broken);
        }
    }
}
