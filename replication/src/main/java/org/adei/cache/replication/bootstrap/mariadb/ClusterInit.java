package org.adei.cache.replication.bootstrap.mariadb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.FirstStart;
import org.adei.cache.replication.bootstrap.FirstStartPlanner;
import org.adei.cache.replication.bootstrap.Role;
import org.adei.cache.replication.bootstrap.ServerFacts;
import org.adei.cache.replication.bootstrap.SettingProblem;
import org.adei.cache.replication.bootstrap.SettingsCheck;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;

/**
 * Makes a cluster out of the servers of a configuration: checks their settings, finds the master, makes accounts with
 * the least rights, lets the others replicate, and sets who may be written to. Done twice it changes nothing. Used by
 * one thread.
 */
public final class ClusterInit {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Schemas schemas;
    private final Consumer<String> progress;

    /**
     * The cache's part of a cluster.
     *
     * @param schema schema of the cache
     * @param cacher account that writes it
     */
    public record Schemas(String schema, Account cacher) {
        private static final Pattern URL = Pattern.compile("jdbc:mariadb:[^/]*//[^/]+/([^?]+)(\\?.*)?");

        /** Schema and account out of the settings of the cache. */
        public static Schemas of(CacheServer cache) {
            Matcher url = URL.matcher(cache.url());
            if (!url.matches() || cache.user().isEmpty()) {
                throw new ConfigurationException("cache names no schema or no user: expected"
                        + " {url: \"jdbc:mariadb://host:port/schema\", user: adei, password: \"${PASSWORD}\"}");
            }
            return new Schemas(url.group(1), new Account(cache.user(), cache.password()));
        }
    }

    /** Progress gets one sentence for each step. */
    public ClusterInit(Cluster cluster, Schemas schemas, Consumer<String> progress) {
        this.cluster = cluster;
        this.schemas = schemas;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @return settings that are weak; it works with them
     * @throws ConfigurationException if there is no admin, or a server does not let it in
     * @throws HaltException if settings are wrong or the servers as they are cannot form a cluster; names each reason
     */
    public List<SettingProblem> run() {
        Account admin = cluster.accounts().admin();
        if (admin == null) {
            throw new ConfigurationException(
                    "cluster.accounts.admin is missing: cluster init needs an account that may"
                            + " make accounts, such as {user: root, password: \"${ROOT_PASSWORD}\"}; it is used for nothing else");
        }
        Map<String, ServerSession> sessions = new LinkedHashMap<>();
        try {
            cluster.servers()
                    .forEach((name, server) -> sessions.put(name, ServerSession.open(name, server, admin, PATIENCE)));
            return run(sessions);
        } finally {
            sessions.values().forEach(ServerSession::close);
        }
    }

    private List<SettingProblem> run(Map<String, ServerSession> sessions) {
        List<ServerFacts> facts = new ArrayList<>();
        sessions.forEach((name, session) -> facts.add(FactsReader.read(name, server(name), session)));
        List<SettingProblem> problems = SettingsCheck.problems(cluster, facts);
        refuse(problems.stream()
                .filter(SettingProblem::blocks)
                .map(SettingProblem::toString)
                .toList());
        progress.accept("Settings of " + facts.size() + " servers are right");
        if (cluster.kind() == ClusterKind.GALERA) {
            accounts(sessions.values().iterator().next());
        } else {
            replicate(sessions, FirstStartPlanner.plan(facts));
        }
        for (ServerFacts fact : facts) {
            if (fact.server().witness()) {
                session(sessions, fact.name()).run("SET sql_log_bin = 0");
                new AccountMaker(
                                session(sessions, fact.name()),
                                schemas.schema(),
                                cluster.accounts().from())
                        .make(Map.of(Role.MANAGER, cluster.accounts().manager()));
                progress.accept("Witness " + fact.name() + " has the manager's account");
            }
        }
        return problems;
    }

    private void replicate(Map<String, ServerSession> sessions, FirstStart start) {
        if (start instanceof FirstStart.Refused refused) {
            refuse(refused.reasons());
        } else if (start instanceof FirstStart.Ready ready) {
            progress.accept("Master is " + ready.master());
            ServerSession master = session(sessions, ready.master());
            accounts(master);
            for (String name : ready.attach()) {
                attach(session(sessions, name), server(ready.master()));
                progress.accept(name + " replicates from " + ready.master());
            }
            List<String> replicas = cluster.servers().keySet().stream()
                    .filter(name ->
                            !name.equals(ready.master()) && !server(name).witness())
                    .toList();
            catchUp(sessions, master, replicas);
            open(master, !replicas.isEmpty());
        }
    }

    private void accounts(ServerSession session) {
        String from = cluster.accounts().from();
        new AccountMaker(session, schemas.schema(), from)
                .make(Map.of(
                        Role.CACHER, schemas.cacher(),
                        Role.MANAGER, cluster.accounts().manager(),
                        Role.REPLICATION, cluster.accounts().replication()));
        progress.accept("Accounts " + schemas.cacher().user() + ", "
                + cluster.accounts().manager().user() + " and "
                + cluster.accounts().replication().user() + " have the rights that they need and no others");
    }

    private void attach(ServerSession replica, ClusterServer master) {
        replica.run("SET GLOBAL read_only = 1", "SET GLOBAL rpl_semi_sync_master_enabled = 0");
        replica.follow(master, cluster.accounts().replication());
    }

    private void catchUp(Map<String, ServerSession> sessions, ServerSession master, List<String> replicas) {
        String position = master.column("SELECT @@GLOBAL.gtid_binlog_pos").get(0);
        for (String name : replicas) {
            ServerSession replica = session(sessions, name);
            replica.run("SET GLOBAL read_only = 1");
            String waited = replica.column("SELECT MASTER_GTID_WAIT('" + position + "', 30)")
                    .get(0);
            ServerFacts facts = FactsReader.read(name, server(name), replica);
            if (!waited.equals("0")) {
                throw new HaltException(name + " has not reached " + position + " within 30 s: "
                        + facts.replica()
                                .map(state -> "its master is " + state.master() + ", its error \"" + state.error()
                                        + "\"; correct it and run cluster init again")
                                .orElse("it replicates from nobody; run cluster init again"));
            }
        }
        progress.accept(replicas.size() + " replicas hold everything up to " + position);
    }

    private void open(ServerSession master, boolean hasReplicas) {
        boolean wait = cluster.semiSync() && hasReplicas;
        master.run("SET GLOBAL rpl_semi_sync_master_enabled = " + (wait ? 1 : 0), "SET GLOBAL read_only = 0");
        progress.accept("The master may be written to" + (wait ? "; commits wait for a replica" : ""));
    }

    private static void refuse(List<String> reasons) {
        if (!reasons.isEmpty()) {
            throw new HaltException(
                    "the servers cannot form a cluster as they are:\n  " + String.join("\n  ", reasons));
        }
    }

    private ClusterServer server(String name) {
        return Objects.requireNonNull(cluster.servers().get(name), name);
    }

    private static ServerSession session(Map<String, ServerSession> sessions, String name) {
        return Objects.requireNonNull(sessions.get(name), name);
    }
}
