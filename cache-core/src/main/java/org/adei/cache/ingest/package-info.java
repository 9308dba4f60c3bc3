/**
 * The way of a row from a source's cursor to the cache's transaction: canonical order, aggregation, a bounded ring.
 * One reading and one writing thread per slice; pressure goes back to the source.
 */
@NullMarked
package org.adei.cache.ingest;

import org.jspecify.annotations.NullMarked;
