package org.adei.cache.replication.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.replication.steward.ClockWatch;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.store.mariadb.SqlFailures;

/** The servers of a configuration over JDBC. Thread-safe. */
public final class MariaDbFleet implements Fleet, AutoCloseable {
    static final int SEAT_LEASES = 3;
    private static final int ACCESS_DENIED = 1045;
    private static final int PATIENCE_PART = 3;
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(15);

    private static final String GRANT = """
            UPDATE adei_ha.vote
            SET term = ?, steward = ?, until = SYSDATE(6) + INTERVAL ? MICROSECOND,
                primary_id = IF(? >= epoch, ?, primary_id), epoch = GREATEST(epoch, ?)
            WHERE id = 1 AND term < ? AND (steward = ? OR until <= SYSDATE(6))
                AND NOT (content = %d AND ? = ? AND ? = @@server_id)
            """.formatted(Content.PARTIAL.ordinal());

    private static final String HOLD = """
            UPDATE adei_ha.vote SET until = SYSDATE(6) + INTERVAL ? MICROSECOND
            WHERE id = 1 AND term = ? AND steward = ?
            """;

    private static final String RELEASE = """
            UPDATE adei_ha.vote SET until = SYSDATE(6) WHERE id = 1 AND term = ? AND steward = ?
            """;

    private static final String RENEW = """
            UPDATE adei_ha.lease SET expires = GREATEST(expires, '1970-01-01' + INTERVAL ? MICROSECOND)
            WHERE id = 1 AND epoch = ? AND expires > SYSDATE(6)
            """;

    private static final String LEASE = """
            INSERT INTO adei_ha.lease (id, epoch, primary_id, expires)
            SELECT 1, ?, @@server_id, '1970-01-01' + INTERVAL ? MICROSECOND FROM adei_ha.vote
            WHERE id = 1 AND term = ?
            ON DUPLICATE KEY UPDATE epoch = VALUES(epoch), primary_id = VALUES(primary_id), expires = VALUES(expires)
            """;

    private final Cluster cluster;
    private final Map<String, ClusterServer> paths;
    private final String steward;
    private final long seatMicros;
    private final Round round;
    private final StepTaker steps;
    private final Care care;
    private final Inspection inspection;
    private final RightsCheck rights;
    private final Map<String, Link> quiet = new LinkedHashMap<>();
    private final Map<String, Link> logged = new LinkedHashMap<>();
    private final Map<String, Link> patient = new LinkedHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private final Map<String, Clock> clocks = new ConcurrentHashMap<>();

    /** A server's clock as it was read, not later than it was received. */
    private record Clock(long micros, long nanos) {
        long at(long monotonic) {
            return micros + TimeUnit.NANOSECONDS.toMicros(monotonic - nanos);
        }
    }

    /**
     * Connects to nobody yet.
     *
     * @param steward name of this steward, of no other one
     * @param threads run as many calls at once as there are servers, for rounds and renewals each
     */
    public MariaDbFleet(Cluster cluster, String steward, ExecutorService threads) {
        this(cluster, cluster, steward, threads);
    }

    /**
     * The same where servers reach each other at other addresses than this steward does.
     *
     * @param paths the servers of the cluster at the addresses at which this steward reaches them
     */
    public MariaDbFleet(Cluster cluster, Cluster paths, String steward, ExecutorService threads) {
        this.cluster = cluster;
        this.paths = paths.servers();
        this.steward = steward;
        this.seatMicros = TimeUnit.NANOSECONDS.toMicros(cluster.lease().toNanos()) * SEAT_LEASES;
        Duration patience = cluster.lease().dividedBy(PATIENCE_PART);
        this.round = new Round(threads, patience.multipliedBy(2));
        this.paths.forEach((name, server) -> {
            quiet.put(name, new Link(server, cluster.accounts().manager(), patience, false));
            logged.put(name, new Link(server, cluster.accounts().manager(), patience, true));
            patient.put(name, new Link(server, cluster.accounts().manager(), STEP_PATIENCE, false));
        });
        this.inspection = new Inspection(cluster.servers(), cluster.lease());
        this.rights = new RightsCheck(cluster.accounts().manager(), inspection, threads);
        this.care = new Care(paths, threads);
        this.steps = new StepTaker(cluster.accounts().replication(), this::server, name -> link(quiet, name), care);
    }

    private ClusterServer server(String name) {
        return Objects.requireNonNull(cluster.servers().get(name), name);
    }

    private ClusterServer path(String name) {
        return Objects.requireNonNull(paths.get(name), name);
    }

    private static Link link(Map<String, Link> links, String name) {
        return Objects.requireNonNull(links.get(name), name);
    }

    @Override
    public List<ServerView> observe() {
        Set<String> hopeless = Set.copyOf(silent);
        Set<String> asked = new LinkedHashSet<>(cluster.servers().keySet());
        asked.removeAll(asking);
        Map<String, ServerView> views = round.ask(asked, hopeless, this::heard);
        List<ServerView> all = new ArrayList<>();
        cluster.servers()
                .forEach((name, server) -> all.add(inspected(Objects.requireNonNull(
                        views.getOrDefault(name, new ServerView(name, server, Contact.SILENT, Optional.empty()))))));
        return all;
    }

    private ServerView inspected(ServerView view) {
        boolean limited = view.contact() == Contact.LIMITED;
        if (limited || view.contact() == Contact.ANSWERED) {
            rights.begin(view.name(), path(view.name()), limited);
        }
        return new ServerView(view.name(), view.server(), view.contact(), view.state(), inspection.flaws(view.name()));
    }

    /** A server that is silent is waited for again once it has answered, however late. */
    private ServerView heard(String name) {
        asking.add(name);
        try {
            ServerView view = view(name);
            if (view.contact() == Contact.SILENT) {
                silent.add(name);
            } else {
                silent.remove(name);
            }
            return view;
        } finally {
            asking.remove(name);
        }
    }

    private ServerView view(String name) {
        try {
            return answered(name);
        } catch (SQLException e) {
            distrust(name);
            if (!Refusal.isOne(e)) {
                clocks.remove(name);
                return new ServerView(name, server(name), contact(e), Optional.empty());
            }
        }
        try {
            return answered(name);
        } catch (SQLException e) {
            clocks.remove(name);
            if (!Refusal.isOne(e) || !Refusal.isOne(path(name))) {
                return new ServerView(name, server(name), contact(e), Optional.empty());
            }
            inspection.ended(name);
            return new ServerView(name, server(name), Contact.REFUSED, Optional.empty());
        }
    }

    private static Contact contact(SQLException e) {
        if (e.getErrorCode() == ACCESS_DENIED) {
            return Contact.DENIED;
        }
        return RightsCheck.isMissing(e) ? Contact.LIMITED : Contact.SILENT;
    }

    /** One connection that broke is seldom the only one: a step must not fail on what is left of a server that died. */
    private void distrust(String name) {
        List.of(quiet, logged, patient).forEach(links -> link(links, name).close());
    }

    private ServerView answered(String name) throws SQLException {
        long asked = System.nanoTime();
        Probe.Answer answer = link(quiet, name).with(Probe::ask);
        long heard = System.nanoTime();
        clocks.put(name, new Clock(answer.micros(), heard));
        inspection.heard(name, answer.setup(), new ClockWatch.Reading(answer.micros(), asked, heard));
        return new ServerView(name, server(name), Contact.ANSWERED, Optional.of(answer.state()));
    }

    @Override
    public Set<String> vote(Ballot ballot) {
        return vote(ballot, Set.of());
    }

    @Override
    public Set<String> claim(Ballot ballot) {
        return vote(ballot, named(ballot.primary()));
    }

    private Set<String> vote(Ballot ballot, Set<String> first) {
        if (inspection.isOwnClockFast()) {
            return Set.of();
        }
        return round.agreeByMajority(
                cluster.servers().keySet(),
                first,
                name -> change(
                        name,
                        GRANT,
                        ballot.term(),
                        steward,
                        seatMicros,
                        ballot.epoch(),
                        ballot.primary(),
                        ballot.epoch(),
                        ballot.term(),
                        steward,
                        ballot.epoch(),
                        ballot.term(),
                        ballot.primary()));
    }

    /** A new master must have voted for itself, which one does not while its rows are being taken back or filled in. */
    private Set<String> named(long id) {
        return cluster.servers().entrySet().stream()
                .filter(entry -> entry.getValue().id() == id)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> hold(long term) {
        if (inspection.isOwnClockFast()) {
            return Set.of();
        }
        return round.agreeByMajority(
                cluster.servers().keySet(), Set.of(), name -> change(name, HOLD, seatMicros, term, steward));
    }

    @Override
    public void release(long term) {
        round.agreeByMajority(
                cluster.servers().keySet(), cluster.servers().keySet(), name -> change(name, RELEASE, term, steward));
    }

    private boolean change(String name, String sql, Object... parameters) {
        try {
            return link(quiet, name).with(connection -> Sql.update(connection, sql, parameters)) == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public boolean renew(String server, long epoch, long until) {
        Clock clock = clocks.get(server);
        try {
            return clock != null
                    && !inspection.isSlow(server)
                    && link(logged, server).with(connection -> Sql.update(connection, RENEW, clock.at(until), epoch))
                            == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void act(Step step, Ballot mandate, long until) {
        try {
            if (step instanceof Step.WriteLease) {
                link(logged, step.server()).with(connection -> writeLease(connection, step, mandate, until));
            } else {
                link(patient, step.server()).with(connection -> {
                    steps.take(connection, step, mandate);
                    return true;
                });
            }
        } catch (SQLException e) {
            if (RightsCheck.isMissing(e)) {
                throw refused(step, e);
            }
            throw SqlFailures.of("cannot take the step " + step, e);
        }
    }

    private ConfigurationException refused(Step step, SQLException e) {
        String name = step.server();
        List<String> missing = rights.look(name, path(name), true);
        return new ConfigurationException(
                "cannot take the step " + step + ": " + name + " says \"" + e.getMessage() + "\"; run there as root: "
                        + (missing.isEmpty()
                                ? "what adei-cache cluster init gives to cluster.accounts.manager"
                                : String.join("; ", missing)),
                e);
    }

    private boolean writeLease(Connection connection, Step step, Ballot mandate, long until) throws SQLException {
        HaSchema.makeLease(connection);
        long micros = Sql.number(connection, "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', SYSDATE(6))");
        Clock clock = new Clock(micros, System.nanoTime());
        if (Sql.update(connection, LEASE, mandate.epoch(), clock.at(until), mandate.term()) == 0) {
            throw new RetryException(
                    step.server() + " gives no lease to term " + mandate.term() + ": it voted for another");
        }
        return true;
    }

    @Override
    public void close() {
        care.close();
        List.of(quiet, logged, patient).forEach(links -> links.values().forEach(Link::close));
    }
}
