package org.adei.cache.benchmarks;

import picocli.CommandLine;

/** Something that is measured; its fields may carry picocli options. */
public interface Scenario {
    /** Measures, and puts rows and figures into the report. */
    void run(Report report) throws Exception;

    /** Name on the command line, by its {@link CommandLine.Command} annotation. */
    default String name() {
        return getClass().getAnnotation(CommandLine.Command.class).name();
    }
}
