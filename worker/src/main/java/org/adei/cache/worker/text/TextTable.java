package org.adei.cache.worker.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table with aligned columns: numbers to the right, everything else to the left. Not thread-safe. */
public final class TextTable {
    private static final String SEPARATOR = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        this.header = List.of(header);
    }

    public TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** Adds a row of as many cells as the header has. */
    public TextTable row(Object... cells) {
        return row(Arrays.stream(cells).map(String::valueOf).toList());
    }

    /** Adds a row of as many cells as the header has. */
    public TextTable row(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "row " + cells + " has " + cells.size() + " cells: expected " + header.size());
        }
        rows.add(cells.stream().map(TextTable::printable).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table, each line ended by a newline. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, header);
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String cell = cells.get(c);
            String padding = " ".repeat(width(c) - length(cell));
            line.append(isNumeric(c) ? padding + cell : cell + padding).append(SEPARATOR);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(int column) {
        int width = length(header.get(column));
        for (List<String> row : rows) {
            width = Math.max(width, length(row.get(column)));
        }
        return width;
    }

    private boolean isNumeric(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .allMatch(cell -> cell.isEmpty()
                        || cell.equals("-")
                        || cell.matches("[-+]?[\\d,.]+(E[-+]?\\d+)?( ?[%A-Za-z/]{1,6})?")
                        || cell.matches("(\\d+d )?\\d+(:\\d\\d)+"));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Names come from sources: control characters must not reach the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
