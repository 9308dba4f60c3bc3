package org.adei.cache.source.synthetic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A group of made-up rows.
 *
 * @param name name of the group
 * @param schedule when rows are due
 * @param values what values look like
 * @param faults what is wrong with rows
 */
public record SyntheticGroup(String name, Schedule schedule, Values values, Faults faults) {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    @JsonCreator
    static SyntheticGroup of(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("start") @Nullable Instant start,
            @JsonProperty("period") @Nullable Duration period,
            @JsonProperty("rows") @Nullable Long rows,
            @JsonProperty("channels") @Nullable Integer channels,
            @JsonProperty("decimals") @Nullable Integer decimals,
            @JsonProperty("hold") @Nullable Integer hold,
            @JsonProperty("gaps") double gaps,
            @JsonProperty("nulls") double nulls,
            @JsonProperty("nans") double nans,
            @JsonProperty("duplicates") double duplicates,
            @JsonProperty("jitter") double jitter) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a synthetic group has no name: expected name: some word");
        }
        return new SyntheticGroup(
                name,
                Schedule.of(
                        start == null ? START : start,
                        period == null ? Duration.ofSeconds(1) : period,
                        rows == null ? 100_000 : rows),
                new Values(channels == null ? 4 : channels, decimals == null ? -1 : decimals, hold == null ? 1 : hold),
                new Faults(gaps, nulls, nans, duplicates, jitter));
    }

    List<String> channels() {
        return IntStream.range(0, values.channels()).mapToObj(c -> "v" + c).toList();
    }
}
