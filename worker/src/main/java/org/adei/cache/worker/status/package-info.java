/**
 * What an operator sees of a running setup: workers, lanes, sources, groups, and what is wrong, from one look at the cache
 * and its sources. Texts and JSON are made from the same report.
 */
@NullMarked
package org.adei.cache.worker.status;

import org.jspecify.annotations.NullMarked;
