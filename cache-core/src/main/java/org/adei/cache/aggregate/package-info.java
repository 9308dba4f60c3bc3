/**
 * Rows into windows of every level in one pass, as pure computation: no clock, no thread, no database.
 * The order and tree of every sum are fixed, so the result is a function of the rows alone.
 */
@NullMarked
package org.adei.cache.aggregate;

import org.jspecify.annotations.NullMarked;
