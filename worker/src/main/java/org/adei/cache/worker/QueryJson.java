package org.adei.cache.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.adei.cache.query.Part;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.Samples;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/** Answers of a query as JSON, column by column; missing numbers are null. */
final class QueryJson {
    private QueryJson() {}

    static Object of(QueryResult result) {
        Samples samples = result.samples();
        List<Object> channels = new ArrayList<>();
        for (int c = 0; c < samples.channels().size(); c++) {
            channels.add(channel(result.channels().get(c), samples.channels().get(c)));
        }
        return Json.object(
                "group", result.group().toString(),
                "interval", Json.interval(result.interval()),
                "watermark",
                        result.watermark().isPresent()
                                ? Json.time(result.watermark().getAsLong())
                                : null,
                "cacheReached", result.provenance().cacheReached(),
                "parts", result.parts().stream().map(QueryJson::part).toList(),
                "start", times(samples.start()),
                "end", times(samples.end()),
                "rows", samples.rows(),
                "missing", samples.missing(),
                "channels", channels);
    }

    private static Object channel(String name, Samples.Channel channel) {
        return Json.object(
                "name", name,
                "valid", channel.valid(),
                "nonFinite", channel.nonFinite(),
                "min", numbers(channel.min()),
                "max", numbers(channel.max()),
                "mean", numbers(channel.mean()));
    }

    private static Object part(Part part) {
        Map<String, @Nullable Object> json = Json.interval(part.interval());
        json.put("level", part.levelText());
        json.put(
                "origin",
                part.origin().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        if (!part.reason().isEmpty()) {
            json.put("reason", part.reason());
        }
        return json;
    }

    private static List<@Nullable String> times(long[] nanos) {
        List<@Nullable String> times = new ArrayList<>(nanos.length);
        for (long time : nanos) {
            times.add(Json.time(time));
        }
        return times;
    }

    private static List<@Nullable Double> numbers(double[] values) {
        List<@Nullable Double> numbers = new ArrayList<>(values.length);
        Arrays.stream(values).forEach(value -> numbers.add(RowBlock.isNull(value) ? null : value));
        return numbers;
    }
}
