package org.adei.cache.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the JMH benchmarks and puts their scores into the report. */
@Command(name = "jmh")
public final class JmhScenario implements Scenario {
    @Option(names = "--include", description = "regular expression over their names (default: all)")
    String include = ".*";

    @Override
    public void run(Report report) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(include)
                        .shouldFailOnError(true)
                        .build())
                .run();
        for (RunResult result : results) {
            String parameters = result.getParams().getParamsKeys().stream()
                    .map(key -> "_" + key + "_" + result.getParams().getParam(key))
                    .collect(Collectors.joining());
            String name = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+)\\.(\\w+)$", "$1_$2");
            report.figure(
                    (name + parameters).toLowerCase(Locale.ROOT).replace('.', '_'),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreUnit());
        }
    }
}
