/**
 * Text for a terminal: aligned tables, numbers, times and small plots.
 * Everything here is pure.
 */
@NullMarked
package org.adei.cache.worker.text;

import org.jspecify.annotations.NullMarked;
