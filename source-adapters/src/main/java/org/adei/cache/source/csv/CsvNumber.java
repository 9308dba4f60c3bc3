package org.adei.cache.source.csv;

/** Numbers as files have them. */
final class CsvNumber {
    private CsvNumber() {}

    static boolean isNumber(String field) {
        try {
            parse(field);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * The value of a field; true and false are 1 and 0, nan and inf in any case are read too.
     *
     * @throws NumberFormatException if it is none
     */
    static double parse(String field) {
        int first = field.isEmpty() ? ' ' : field.charAt(field.length() - 1);
        if (first >= '0' && first <= '9' || first == '.') {
            return Double.parseDouble(field);
        }
        return switch (field.toLowerCase(java.util.Locale.ROOT)) {
            case "true" -> 1;
            case "false" -> 0;
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new NumberFormatException("\"" + field + "\" is not a number");
        };
    }
}
