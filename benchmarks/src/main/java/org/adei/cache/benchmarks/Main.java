package org.adei.cache.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Runs one scenario by name. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        List<Scenario> scenarios = ServiceLoader.load(Scenario.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        String names = String.join(
                ", ", scenarios.stream().map(Scenario::name).sorted().toList());
        if (args.length == 0 || args[0].equals("--list")) {
            System.out.println(names);
            return;
        }
        Scenario scenario = scenarios.stream()
                .filter(candidate -> candidate.name().equals(args[0]))
                .findFirst()
                .orElse(null);
        if (scenario == null) {
            System.err.println("no scenario \"" + args[0] + "\": expected one of " + names);
            System.exit(2);
            return;
        }
        CommandLine line = new CommandLine(scenario).setCaseInsensitiveEnumValuesAllowed(true);
        Output output = new Output();
        line.addMixin("output", output);
        try {
            line.parseArgs(List.of(args).subList(1, args.length).toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            line.usage(System.err);
            System.exit(2);
        }
        Report report = new Report();
        try {
            scenario.run(report);
        } catch (Exception | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
        report.print();
        if (output.json != null) {
            report.write(output.json);
        }
        System.exit(0);
    }

    /** Where the figures go. */
    static final class Output {
        @CommandLine.Option(names = "--json", description = "write environment and figures to this file")
        @org.jspecify.annotations.Nullable
        Path json;
    }
}
