package org.adei.cache.doctor;

/**
 * A setting that is not as a cache wants it.
 *
 * @param setting name of the server's variable
 * @param found its value
 * @param wanted what to set
 * @param reason what it costs as it is
 * @param weight how much it matters
 */
public record Finding(String setting, String found, String wanted, String reason, Weight weight) {
    /** How much a finding matters. */
    public enum Weight {
        /** What was said to be stored may be lost. */
        SAFETY,
        /** Work fails at some size. */
        LIMIT,
        /** Slower or larger than need be. */
        PACE
    }

    @Override
    public String toString() {
        return setting + " is " + found + ": set " + wanted + " (" + reason + ")";
    }
}
