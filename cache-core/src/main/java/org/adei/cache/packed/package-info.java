/**
 * Rows and windows of a span of time as one array of bytes: columns that are coded by what is in them, each readable
 * alone and checked. Knows no database; {@code docs/format/packed.md} draws every byte.
 */
@NullMarked
package org.adei.cache.packed;

import org.jspecify.annotations.NullMarked;
