/**
 * The port to servers that are read and never written: groups, cursors and the columnar block that they fill.
 * Adapters implement it; the engine owns every block.
 */
@NullMarked
package org.adei.cache.source;

import org.jspecify.annotations.NullMarked;
