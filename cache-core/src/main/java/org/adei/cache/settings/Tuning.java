package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the work; none of them changes what is cached, except {@code raw}.
 *
 * @param batch how much is read and written at a time
 * @param sliceWindows fewest windows of the coarsest level in a slice, 1 to 1,000,000; long groups are cut into 16 slices
 * @param parallelSlices slices cached at once over all groups, each with a reading and a writing thread, 1 to 64
 * @param lease how long a worker keeps a slice without progress, 1 s to 1 h, on the database's clock
 * @param raw whether raw rows are copied
 * @param current how the newest rows are followed
 * @param query what an answer may cost a source
 */
public record Tuning(
        Batching batch,
        int sliceWindows,
        int parallelSlices,
        Duration lease,
        boolean raw,
        Following current,
        Querying query) {
    public static final Tuning DEFAULT = new Tuning(Batching.DEFAULT, 8, 2, Duration.ofSeconds(30), true);

    public Tuning {
        batch = batch == null ? Batching.DEFAULT : batch;
        lease = lease == null ? Duration.ofSeconds(30) : lease;
        Required.range("slice-windows", sliceWindows, 1, 1_000_000);
        Required.range("parallel-slices", parallelSlices, 1, 64);
        if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("lease is " + lease + ": expected a time from 1s to 1h");
        }
    }

    /** With {@link Querying#DEFAULT}. */
    public Tuning(
            Batching batch, int sliceWindows, int parallelSlices, Duration lease, boolean raw, Following current) {
        this(batch, sliceWindows, parallelSlices, lease, raw, current, Querying.DEFAULT);
    }

    /** With {@link Following#DEFAULT}. */
    public Tuning(Batching batch, int sliceWindows, int parallelSlices, Duration lease, boolean raw) {
        this(batch, sliceWindows, parallelSlices, lease, raw, Following.DEFAULT);
    }

    /** These limits with others for the newest rows. */
    public Tuning following(Following other) {
        return new Tuning(batch, sliceWindows, parallelSlices, lease, raw, other, query);
    }

    /** These limits with others for answers. */
    public Tuning querying(Querying other) {
        return new Tuning(batch, sliceWindows, parallelSlices, lease, raw, current, other);
    }

    /** These limits with another number of slices at once. */
    public Tuning slices(int atOnce) {
        return new Tuning(batch, sliceWindows, atOnce, lease, raw, current, query);
    }

    @JsonCreator
    static Tuning of(
            @JsonProperty("batch") @Nullable Batching batch,
            @JsonProperty("slice-windows") @Nullable Integer sliceWindows,
            @JsonProperty("parallel-slices") @Nullable Integer parallelSlices,
            @JsonProperty("lease") @Nullable Duration lease,
            @JsonProperty("raw") @Nullable Boolean raw,
            @JsonProperty("current") @Nullable Following current,
            @JsonProperty("query") @Nullable Querying query) {
        return new Tuning(
                batch == null ? DEFAULT.batch : batch,
                sliceWindows == null ? DEFAULT.sliceWindows : sliceWindows,
                parallelSlices == null ? DEFAULT.parallelSlices : parallelSlices,
                lease == null ? DEFAULT.lease : lease,
                raw == null ? DEFAULT.raw : raw,
                current == null ? DEFAULT.current : current,
                query == null ? DEFAULT.query : query);
    }
}
