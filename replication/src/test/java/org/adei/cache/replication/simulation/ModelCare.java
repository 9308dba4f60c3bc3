package org.adei.cache.replication.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.state.Content;

/** Comparisons and restorations, which go on beside the stewards and end at any time, in whichever reign that is. */
final class ModelCare {
    private static final int LONGEST_MILLIS = 1_500;

    private final Simulation simulation;
    private final Map<ModelServer, Work> running = new HashMap<>();
    private final Map<ModelServer, Content> found = new HashMap<>();

    /** What goes on with a server since a certain start of it, in the reign that it had heard of then. */
    private record Work(String steward, ModelServer master, Reign reign, int starts, long looks, long ends) {}

    private record Reign(long epoch, long primary) {
        static Reign of(ModelServer server) {
            return new Reign(server.votedEpoch, server.votedPrimary);
        }
    }

    ModelCare(Simulation simulation) {
        this.simulation = simulation;
    }

    void compare(String steward, ModelServer server, ModelServer master) {
        begin(steward, server, master);
    }

    /** The server is marked before anything is taken from it. */
    void restore(String steward, ModelServer server, ModelServer master) {
        boolean errant = !server.gtids(false).beyond(master.gtids(false)).isEmpty();
        if (!errant && server.error.isEmpty() && server.content != Content.PARTIAL) {
            throw new RetryException("nothing to restore on " + server.id);
        }
        if (server.votedPrimary == server.id) {
            throw new RetryException(server.id + " has become master");
        }
        if (begin(steward, server, master)) {
            server.readOnly = true;
            server.detach();
            server.content = Content.PARTIAL;
        }
    }

    private boolean begin(String steward, ModelServer server, ModelServer master) {
        if (running.containsKey(server)) {
            return false;
        }
        long ends = simulation.now() + simulation.random.nextInt(LONGEST_MILLIS) * Simulation.MILLI;
        long looks = simulation.now() + (ends - simulation.now()) / 2;
        running.put(server, new Work(steward, master, Reign.of(server), server.starts, looks, ends));
        return true;
    }

    /** Goes on with all that is begun. */
    void pass() {
        List<ModelServer> ended = new ArrayList<>();
        running.forEach((server, work) -> {
            if (!goesOn(server, work)) {
                ended.add(server);
            } else if (simulation.now() >= work.ends()) {
                end(server, work);
                ended.add(server);
            } else if (simulation.now() >= work.looks()) {
                found.computeIfAbsent(server, each -> look(each, work.master()));
            }
        });
        running.keySet().removeAll(ended);
        found.keySet().removeAll(ended);
    }

    private boolean goesOn(ModelServer server, Work work) {
        return server.answers()
                && server.starts == work.starts()
                && work.master().answers()
                && simulation.connected(work.steward(), server.id)
                && simulation.connected(work.steward(), work.master().id);
    }

    private static Content look(ModelServer server, ModelServer master) {
        boolean same =
                server.log.size() <= master.log.size() && server.log.equals(master.log.subList(0, server.log.size()));
        return same ? Content.WHOLE : Content.PARTIAL;
    }

    private void end(ModelServer server, Work work) {
        if (server.content == Content.PARTIAL) {
            server.copy(work.master());
            server.content = Content.UNPROVEN;
        } else if (Reign.of(server).equals(work.reign())
                && server.votedPrimary != server.id
                && server.master == work.master().id) {
            server.content = Objects.requireNonNullElseGet(found.get(server), () -> look(server, work.master()));
            simulation.tell("server " + server.id + " is found " + server.content);
        }
    }
}
