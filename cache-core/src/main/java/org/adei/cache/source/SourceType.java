package org.adei.cache.source;

/** A kind of source, found by {@link java.util.ServiceLoader}. */
public interface SourceType {
    /** The word behind {@code type:} in the configuration, for example {@code jdbc}. */
    String name();

    /** The record that Jackson binds the source's settings to; unknown keys are errors. */
    Class<? extends SourceSettings> settings();
}
