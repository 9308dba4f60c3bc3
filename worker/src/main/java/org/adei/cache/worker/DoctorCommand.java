package org.adei.cache.worker;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.adei.cache.doctor.Finding;
import org.adei.cache.doctor.ServerSettings;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.worker.text.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at how the cache's server is set. */
@Command(
        name = "doctor",
        description = {
            "Name settings of the cache's server that are unsafe, too small or slow, and what to set; nothing is changed.",
            "Ends with 1 if what is stored is not safe."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        List<Finding> findings =
                MariaDbCacheStore.settings(config.load().cache()).findings();
        if (json) {
            Json.print(
                    output.out(),
                    Json.object(
                            "settings",
                            ServerSettings.rules(),
                            "findings",
                            findings.stream().map(DoctorCommand::asJson).toList()));
        } else {
            print(findings, output);
        }
        return findings.stream().anyMatch(finding -> finding.weight() == Finding.Weight.SAFETY)
                ? AdeiCache.FAILED
                : AdeiCache.DONE;
    }

    private static void print(List<Finding> findings, Output output) {
        TextTable table = new TextTable("MATTERS FOR", "SETTING", "IS", "SET", "BECAUSE");
        findings.forEach(finding ->
                table.row(word(finding), finding.setting(), finding.found(), finding.wanted(), finding.reason()));
        if (!table.isEmpty()) {
            output.out().print(table.text());
        }
        output.out()
                .println(ServerSettings.rules() - findings.size() + " of " + ServerSettings.rules()
                        + " settings are as they should be");
    }

    private static Object asJson(Finding finding) {
        return Json.object(
                "matters_for", word(finding),
                "setting", finding.setting(),
                "found", finding.found(),
                "wanted", finding.wanted(),
                "reason", finding.reason());
    }

    private static String word(Finding finding) {
        return finding.weight().name().toLowerCase(Locale.ROOT);
    }
}
