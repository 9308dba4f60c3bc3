package org.adei.cache.replication.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.Flaw;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.replication.steward.ClockWatch;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.settings.ClusterServer;

/** The servers of the model as one steward reaches them. */
record ModelFleet(Simulation simulation, String name, Map<Integer, ClockWatch> clocks) implements Fleet {
    static final long SEAT = 2_000 * Simulation.MILLI;

    ModelFleet(Simulation simulation, String name) {
        this(simulation, name, new HashMap<>());
    }

    @Override
    public List<ServerView> observe() {
        simulation.callTakesTime(name);
        return simulation.servers.stream().map(this::view).toList();
    }

    private ClockWatch clock(ModelServer server) {
        return clocks.computeIfAbsent(server.id, id -> new ClockWatch(Simulation.LEASE));
    }

    private boolean isOwnClockFast() {
        return 2
                        * clocks.values().stream()
                                .filter(clock -> clock.flaw().filter(Flaw::bars).isPresent())
                                .count()
                > simulation.servers.size();
    }

    private List<Flaw> flaws(ModelServer server) {
        return clock(server).flaw().stream().toList();
    }

    private ServerView view(ModelServer server) {
        if (reaches(server)) {
            long now = simulation.now();
            clock(server).read(new ClockWatch.Reading(server.clock(now) / 1_000, now, now));
        }
        ServerView view = plain(server);
        return new ServerView(view.name(), view.server(), view.contact(), view.state(), flaws(server));
    }

    private ServerView plain(ModelServer server) {
        ClusterServer entry = new ClusterServer("host", server.id, server.id, 100, server.witness);
        if (!simulation.connected(name, server.id) || server.frozen) {
            return new ServerView(name(server), entry, Contact.SILENT, Optional.empty());
        }
        return server.alive
                ? new ServerView(
                        name(server),
                        entry,
                        Contact.ANSWERED,
                        Optional.of(server.state(simulation.now(), "host:" + server.master)))
                : new ServerView(name(server), entry, Contact.REFUSED, Optional.empty());
    }

    private static String name(ModelServer server) {
        return "s" + server.id;
    }

    private ModelServer server(String server) {
        return simulation.server(Long.parseLong(server.substring(1)));
    }

    private boolean reaches(ModelServer server) {
        return server.answers() && simulation.connected(name, server.id);
    }

    @Override
    public Set<String> vote(Ballot ballot) {
        simulation.callTakesTime(name);
        return vote(ballot, simulation.servers);
    }

    @Override
    public Set<String> claim(Ballot ballot) {
        simulation.callTakesTime(name);
        Set<String> votes = new HashSet<>(vote(ballot, List.of(simulation.server(ballot.primary()))));
        if (!votes.isEmpty()) {
            simulation.callTakesTime(name);
            votes.addAll(vote(ballot, simulation.servers));
        }
        return votes;
    }

    private Set<String> vote(Ballot ballot, List<ModelServer> asked) {
        if (isOwnClockFast()) {
            return Set.of();
        }
        Set<String> granted = new HashSet<>();
        for (ModelServer server : asked) {
            if (reaches(server)) {
                if (server.grant(ballot, name, simulation.now())) {
                    granted.add(name(server));
                }
            } else if (server.frozen && simulation.connected(name, server.id)) {
                server.late.add(now -> server.grant(ballot, name, now));
            }
        }
        return granted;
    }

    @Override
    public Set<String> hold(long term) {
        simulation.callTakesTime(name);
        if (isOwnClockFast()) {
            return Set.of();
        }
        Set<String> held = new HashSet<>();
        for (ModelServer server : simulation.servers) {
            if (reaches(server) && server.term == term && server.holder.equals(name)) {
                server.heldUntil = simulation.now() + SEAT;
                held.add(name(server));
            }
        }
        return held;
    }

    @Override
    public void release(long term) {
        simulation.callTakesTime(name);
        for (ModelServer server : simulation.servers) {
            if (reaches(server) && server.term == term && server.holder.equals(name)) {
                server.heldUntil = simulation.now();
            }
        }
    }

    @Override
    public boolean renew(String name, long epoch, long until) {
        simulation.callTakesTime(this.name);
        ModelServer server = server(name);
        long clock = server.clock(simulation.now());
        boolean slow = clock(server).flaw().filter(Flaw::bars).isPresent();
        boolean holds = reaches(server)
                && !slow
                && simulation.canCommit(server)
                && server.leaseEpoch == epoch
                && server.leaseUntil > clock;
        long end = clock + until - simulation.now();
        if (holds && end > server.leaseUntil) {
            server.write(epoch, false);
            server.leaseUntil = end;
        }
        return holds;
    }

    @Override
    public void act(Step step, Ballot mandate, long until) {
        simulation.callTakesTime(name);
        ModelServer server = server(step.server());
        if (!reaches(server) || server.term > mandate.term()) {
            throw new RetryException(step + " was not taken");
        }
        if (step instanceof Step.Fence) {
            if (!simulation.canCommit(server)) {
                throw new RetryException(step + " waits behind a commit that waits for a receipt");
            }
            server.readOnly = true;
        } else if (step instanceof Step.StartApplying) {
            server.applying = true;
        } else if (step instanceof Step.StopReceiving) {
            server.link = Link.STOPPED;
        } else if (step instanceof Step.AwaitApplied await) {
            simulation.require(server.applying, "waiting for a server that does not apply: " + step);
            if (server.link == Link.STOPPED) {
                server.apply(Integer.MAX_VALUE);
            }
            if (!server.gtids(false).reaches(await.upTo())) {
                throw new RetryException(step + " takes too long");
            }
        } else if (step instanceof Step.CatchUp lagging) {
            for (int i = 0; i < 50 && reaches(server) && !server.gtids(false).reaches(lagging.upTo()); i++) {
                simulation.run(simulation.now() + 20 * Simulation.MILLI);
            }
            if (!server.gtids(false).reaches(lagging.upTo())) {
                throw new RetryException(step + " takes too long");
            }
        } else if (step instanceof Step.Detach) {
            simulation.require(server.relay.isEmpty() || server.link != Link.STOPPED, "a relay log was thrown away");
            server.detach();
        } else if (step instanceof Step.Follow follow) {
            server.follow(server(follow.master()).id);
        } else if (step instanceof Step.AwaitReceipts) {
            if (!simulation.attach(server)) {
                throw new RetryException("nobody gives receipts to " + server.id);
            }
            server.awaits = true;
        } else if (step instanceof Step.ForgoReceipts) {
            server.awaits = false;
        } else if (step instanceof Step.WriteLease) {
            if (!simulation.canCommit(server)) {
                throw new RetryException(step + " waits for a receipt");
            }
            server.write(mandate.epoch(), true);
            server.leaseUntil = server.clock(simulation.now()) + until - simulation.now();
        } else if (step instanceof Step.Open) {
            server.readOnly = false;
        } else if (step instanceof Step.Resume) {
            server.link = Link.CONNECTING;
            server.applying = true;
        } else if (step instanceof Step.Rejoin rejoin) {
            rejoin(server, server(rejoin.master()));
        } else if (step instanceof Step.Restore restore) {
            simulation.care.restore(name, server, reached(restore.master()));
        } else if (step instanceof Step.Compare compare) {
            simulation.care.compare(name, server, reached(compare.master()));
        } else if (step instanceof Step.Doubt) {
            server.doubt();
        } else if (step instanceof Step.Vouch && server.content == Content.UNPROVEN) {
            server.content = Content.WHOLE;
        }
    }

    /** Looks again: what was seen before may be past. */
    private void rejoin(ModelServer server, ModelServer master) {
        if (!reaches(master) || !server.gtids(false).beyond(master.gtids(false)).isEmpty()) {
            throw new RetryException("errant transactions on " + server.id);
        }
        server.readOnly = true;
        server.doubt();
        server.follow(master.id);
    }

    private ModelServer reached(String master) {
        if (!reaches(server(master))) {
            throw new RetryException(master + " does not answer");
        }
        return server(master);
    }
}
