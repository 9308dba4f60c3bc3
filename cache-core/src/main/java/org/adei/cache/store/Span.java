package org.adei.cache.store;

import org.adei.cache.model.Interval;

/**
 * A piece of the coverage of a group: an interval that is cached, maybe growing.
 *
 * @param covered rows of this interval are in the cache, and windows that end in it are closed
 * @param goal up to where a worker has reserved or had reserved the span, at least {@code covered.to()}
 * @param open whether windows are open at {@code covered.to()} (their state is saved with the span)
 * @param leased whether a worker holds a good lease on the span now
 * @param rows rows cached in the span
 */
public record Span(Interval covered, long goal, boolean open, boolean leased, long rows) {}
