package org.adei.cache.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.SourceAnswers;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the cache, and the source where nothing is cached. */
@Command(name = "query", description = "Read channels of a group out of the cache.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class QueryCommand implements Callable<Integer> {
    private static final int TABLE_POINTS = 40;
    private static final int PROGRAM_POINTS = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--group", required = true, paramLabel = "SERVER/DATABASE/GROUP", description = "The group.")
    private String group;

    @Option(
            names = "--channels",
            paramLabel = "NAME[,NAME..]",
            description = "Channels; may be given several times (default: all).")
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start, UTC (default: where the cache, or else the source, starts).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "End, UTC (default: where the cache, or else the source, ends).")
    private @Nullable String to;

    @Option(
            names = "--points",
            paramLabel = "N",
            description = "Most samples (default: " + TABLE_POINTS + " in a table, " + PROGRAM_POINTS + " else).")
    private @Nullable Integer points;

    @Option(names = "--no-raw", description = "Never read raw rows, only windows.")
    private boolean noRaw;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--log", description = "Show the events of a log instead of figures.")
    private boolean log;

    @Mixin
    private LogOption events;

    enum Format {
        TABLE,
        CSV,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        GroupId id = GroupOption.group(group);
        Interval interval = GroupOption.interval(from, to);
        int wanted = points != null ? points : format == Format.TABLE ? TABLE_POINTS : PROGRAM_POINTS;
        if (wanted < 1) {
            throw new ConfigurationException("--points is " + wanted + ": expected a number from 1 on");
        }
        Output output = Output.of(spec);
        CacheEngine opened;
        try {
            opened = config.openToRead();
        } catch (RetryException e) {
            print(fromSource(new Query(id, names(List.of()), interval, wanted, !noRaw), e), output);
            return AdeiCache.DONE;
        }
        try (CacheEngine engine = opened) {
            if (log) {
                events.print(engine.store(), id, interval, format, output.out());
            } else {
                print(
                        engine.query(new Query(
                                id,
                                names(channels.isEmpty() ? channels : engine.channels(id)),
                                interval,
                                wanted,
                                !noRaw)),
                        output);
            }
        }
        return AdeiCache.DONE;
    }

    private void print(QueryResult result, Output output) {
        switch (format) {
            case TABLE -> QueryText.table(result, output.out());
            case CSV -> QueryText.csv(result, output.out());
            case JSON -> Json.print(output.out(), QueryJson.of(result));
        }
        output.out().flush();
    }

    /** Where no server of the cache can be reached; the failure is the one to tell if the source cannot answer either. */
    private QueryResult fromSource(Query query, RetryException lost) {
        try (SourceAnswers answers = SourceAnswers.open(config.load())) {
            if (log || !answers.areAllowed()) {
                throw lost;
            }
            return answers.query(query);
        } catch (ConfigurationException e) {
            throw e;
        } catch (CacheException e) {
            if (e != lost) {
                lost.addSuppressed(e);
            }
            throw lost;
        }
    }

    /** A name with a comma in it is a name if the group has it, else a list of names. */
    private List<String> names(List<String> known) {
        return channels.stream()
                .flatMap(name -> known.contains(name)
                        ? java.util.stream.Stream.of(name)
                        : java.util.Arrays.stream(name.split(",")))
                .map(String::strip)
                .toList();
    }
}
