package org.adei.cache.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Figures of one run: printed as a table, written as JSON. Used by one thread. */
public final class Report {
    private final Environment environment = new Environment();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();

    /** Records a figure, and prints it at once, as a run may be long. */
    public void figure(String name, double value, String remark) {
        figures.put(name, value);
        remarks.put(name, remark);
        System.err.printf(Locale.ROOT, "  %s = %s%n", name, number(value));
    }

    /** Says what is being done now. */
    public void step(String what) {
        System.err.println(what);
    }

    /** Records something that the figures depend on. */
    public void fact(String name, Object value) {
        environment.put(name, value);
    }

    void print() {
        int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        int digits = figures.values().stream()
                .mapToInt(value -> number(value).length())
                .max()
                .orElse(0);
        String format = "%-" + width + "s  %" + Math.max(1, digits) + "s  %s%n";
        figures.forEach((name, value) ->
                System.out.printf(Locale.ROOT, format, name, number(value), remarks.getOrDefault(name, "")));
    }

    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("environment", environment.facts());
        all.put("figures", figures);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    private static String number(double value) {
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
