package org.adei.cache.worker;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.query.Part;
import org.adei.cache.query.QueryResult;
import org.adei.cache.query.Samples;
import org.adei.cache.source.RowBlock;
import org.adei.cache.worker.text.Figures;
import org.adei.cache.worker.text.TextTable;

/** Answers of a query for a terminal and as CSV. */
final class QueryText {
    private QueryText() {}

    static void table(QueryResult result, PrintWriter out) {
        Samples samples = result.samples();
        boolean raw = result.parts().stream().allMatch(part -> part.levelText().equals("raw"))
                && java.util.Arrays.stream(samples.rows()).allMatch(rows -> rows == 1);
        List<String> header = new ArrayList<>(List.of("TIME (UTC)", "ROWS", "GAP s"));
        for (String channel : result.channels()) {
            header.addAll(raw ? List.of(channel) : List.of(channel + " min", channel + " mean", channel + " max"));
        }
        TextTable table = new TextTable(header);
        for (int i = 0; i < samples.size(); i++) {
            List<String> row = new ArrayList<>(List.of(
                    Figures.time(samples.start()[i]),
                    Figures.count(samples.rows()[i]),
                    Figures.count(samples.missing()[i])));
            for (Samples.Channel channel : samples.channels()) {
                if (!raw) {
                    row.add(Figures.value(channel.min()[i]));
                }
                row.add(Figures.value(channel.mean()[i]));
                if (!raw) {
                    row.add(Figures.value(channel.max()[i]));
                }
            }
            table.row(row);
        }
        out.print(table.text());
        out.println();
        out.print(provenance(result));
    }

    /** Where each part came from, one line each. */
    static String provenance(QueryResult result) {
        TextTable table = new TextTable("PART FROM (UTC)", "TO (UTC)", "LEVEL", "WHERE FROM");
        for (Part part : result.parts()) {
            table.row(
                    Figures.watermark(part.interval().from()),
                    Figures.watermark(part.interval().to()),
                    part.levelText(),
                    part.originText());
        }
        String watermark = watermark(result);
        return table.isEmpty() ? watermark : table.text() + watermark;
    }

    private static String watermark(QueryResult result) {
        if (!result.provenance().cacheReached()) {
            return "the cache cannot be reached\n";
        }
        return result.watermark().isPresent()
                ? "cached up to " + Figures.watermark(result.watermark().getAsLong()) + " UTC\n"
                : "nothing is cached yet\n";
    }

    static void csv(QueryResult result, PrintWriter out) {
        StringBuilder line = new StringBuilder("start,end,rows,missing");
        for (String channel : result.channels()) {
            for (String figure : List.of("valid", "nonfinite", "min", "max", "mean")) {
                line.append(',').append(quoted(channel + "." + figure));
            }
        }
        out.println(line);
        Samples samples = result.samples();
        for (int i = 0; i < samples.size(); i++) {
            line.setLength(0);
            line.append(Json.time(samples.start()[i])).append(',').append(Json.time(samples.end()[i]));
            line.append(',').append(samples.rows()[i]).append(',').append(samples.missing()[i]);
            for (Samples.Channel channel : samples.channels()) {
                line.append(',').append(channel.valid()[i]).append(',').append(channel.nonFinite()[i]);
                line.append(',').append(number(channel.min()[i]));
                line.append(',').append(number(channel.max()[i]));
                line.append(',').append(number(channel.mean()[i]));
            }
            out.println(line);
        }
    }

    private static String number(double value) {
        return RowBlock.isNull(value) ? "" : Double.toString(value);
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
