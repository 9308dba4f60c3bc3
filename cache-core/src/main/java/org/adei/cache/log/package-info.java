/**
 * Text events: their severities. Counts of events are channels of an ordinary group, one for each severity, so that
 * levels, coverage, gaps and digests are those of all groups.
 */
@NullMarked
package org.adei.cache.log;

import org.jspecify.annotations.NullMarked;
