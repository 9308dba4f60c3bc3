package org.adei.cache.replication.bootstrap;

import static org.adei.cache.replication.bootstrap.SettingRule.Severity.WRONG;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;

/** Holds the settings of all servers against what a cluster needs. Pure. */
public final class SettingsCheck {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");
    private static final int MIN_MAJOR = 10;
    private static final int MIN_MINOR = 6;

    private static final List<SettingRule> EVERYWHERE = List.of(
            new SettingRule(
                    "version",
                    WRONG,
                    "install MariaDB 10.6 or later",
                    "older ones and other products lack what failover needs",
                    (cluster, server) -> isRecent(server.variable("version"))),
            new SettingRule(
                    "server_id",
                    WRONG,
                    "set server_id to the id in the configuration, or mend the configuration",
                    "transactions are told apart by it",
                    (cluster, server) ->
                            server.number("server_id") == server.server().id()));

    private SettingsCheck() {}

    /** Everything that is wrong or weak, by server; what is wrong comes first. A witness only has to be recent. */
    public static List<SettingProblem> problems(Cluster cluster, Collection<ServerFacts> servers) {
        List<SettingProblem> problems = new ArrayList<>();
        for (ServerFacts server : servers) {
            List<SettingRule> rules = new ArrayList<>(EVERYWHERE);
            if (!server.server().witness()) {
                rules.addAll(cluster.kind() == ClusterKind.GALERA ? GaleraRules.ALL : ReplicaRules.ALL);
            }
            rules.stream()
                    .filter(rule -> !rule.good().test(cluster, server))
                    .forEach(rule -> problems.add(
                            new SettingProblem(server.name(), rule.setting(), server.variable(rule.setting()), rule)));
        }
        problems.addAll(otherDomains(servers));
        return problems.stream()
                .sorted((a, b) -> Boolean.compare(b.blocks(), a.blocks()))
                .toList();
    }

    private static List<SettingProblem> otherDomains(Collection<ServerFacts> servers) {
        List<ServerFacts> data =
                servers.stream().filter(server -> !server.server().witness()).toList();
        if (data.isEmpty()) {
            return List.of();
        }
        ServerFacts first = data.get(0);
        String expected = first.variable("gtid_domain_id");
        SettingRule rule = new SettingRule(
                "gtid_domain_id",
                WRONG,
                "set gtid_domain_id=" + expected + ", as on " + first.name(),
                "one master at a time means one domain",
                (cluster, server) -> server.variable("gtid_domain_id").equals(expected));
        return data.stream()
                .filter(server -> !server.variable("gtid_domain_id").equals(expected))
                .map(server ->
                        new SettingProblem(server.name(), "gtid_domain_id", server.variable("gtid_domain_id"), rule))
                .toList();
    }

    private static boolean isRecent(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!version.contains("MariaDB") || !matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > MIN_MAJOR || (major == MIN_MAJOR && Integer.parseInt(matcher.group(2)) >= MIN_MINOR);
    }
}
