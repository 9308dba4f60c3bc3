package org.adei.cache.scheduler;

import org.adei.cache.model.Interval;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;

/**
 * A group as its source and the cache know it.
 *
 * @param group as the source had it at the last look
 * @param cached as the catalogue has it
 * @param extent what the source had at the last look
 */
record KnownGroup(SourceGroup group, CachedGroup cached, Interval extent) {}
