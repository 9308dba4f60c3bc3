package org.adei.cache.source;

/** The part of the configuration that describes one source; each adapter has its record of it, chosen by {@code type}. */
public interface SourceSettings {
    /**
     * Opens the source; no connection needs to be made before {@link Source#discover}.
     *
     * @param name name of the source in the configuration
     */
    Source open(String name);
}
