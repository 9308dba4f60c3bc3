/**
 * Log files as a source: each event is a row with a one in the channel of its severity, so valid counts are counts of
 * events. Files are only read; what has grown is read from where it was left.
 */
@NullMarked
package org.adei.cache.source.log;

import org.jspecify.annotations.NullMarked;
