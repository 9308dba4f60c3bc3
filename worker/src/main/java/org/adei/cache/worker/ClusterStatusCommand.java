package org.adei.cache.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.adei.cache.failure.CacheException;
import org.adei.cache.replication.bootstrap.ClusterReport;
import org.adei.cache.replication.bootstrap.ServerFacts;
import org.adei.cache.replication.bootstrap.ServerReport;
import org.adei.cache.replication.bootstrap.mariadb.FactsReader;
import org.adei.cache.settings.Cluster;
import org.adei.cache.worker.text.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how the servers of a cluster stand. */
@Command(
        name = "status",
        description = {
            "Show each server's role, position, lag and problems.",
            "Fails if a server is lost, none leads, two do, replication is broken, or a setting is wrong; advice on"
                    + " settings alone is no failure."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<ServerReport> reports = read(ClusterOption.of(config.load(), config));
        Output output = Output.of(spec);
        if (json) {
            Json.print(
                    output.out(),
                    Json.object(
                            "servers",
                            reports.stream().map(ClusterStatusCommand::asJson).toList()));
        } else {
            output.out().print(table(reports));
            reports.forEach(report ->
                    report.problems().forEach(problem -> output.out().println(report.name() + ": " + problem)));
            output.out().flush();
        }
        boolean served = reports.stream()
                .anyMatch(report ->
                        List.of("master", "node").contains(report.place().role()));
        boolean faults = reports.stream().anyMatch(report -> !report.faults().isEmpty());
        if (!served) {
            output.err().println("no server leads: nothing can be cached; see the problems, or run cluster init");
            output.err().flush();
        }
        return served && !faults ? AdeiCache.DONE : AdeiCache.FAILED;
    }

    private static List<ServerReport> read(Cluster cluster) {
        Map<String, ServerFacts> found = new LinkedHashMap<>();
        Map<String, String> lost = new LinkedHashMap<>();
        cluster.servers().forEach((name, server) -> {
            try {
                found.put(
                        name, FactsReader.read(name, server, cluster.accounts().manager()));
            } catch (CacheException e) {
                lost.put(name, String.valueOf(e.getMessage()));
            }
        });
        return ClusterReport.of(cluster, found, lost);
    }

    private static String table(List<ServerReport> reports) {
        TextTable table = new TextTable("SERVER", "ADDRESS", "ROLE", "READ ONLY", "POSITION", "LAG", "PROBLEMS");
        for (ServerReport report : reports) {
            ServerReport.Place place = report.place();
            table.row(
                    report.name(),
                    place.address(),
                    place.role(),
                    place.readOnly(),
                    report.position(),
                    place.lag(),
                    report.problems().size());
        }
        return table.text();
    }

    private static Object asJson(ServerReport report) {
        ServerReport.Place place = report.place();
        return Json.object(
                "server", report.name(),
                "address", place.address(),
                "role", place.role(),
                "readOnly", place.readOnly(),
                "position", report.position(),
                "lag", place.lag(),
                "problems", report.problems());
    }
}
