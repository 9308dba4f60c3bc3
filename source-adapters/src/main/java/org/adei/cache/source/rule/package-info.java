/**
 * What configurations of different adapters say in the same words: which columns are channels, which zone times have.
 * Seen by adapters only.
 */
@NullMarked
package org.adei.cache.source.rule;

import org.jspecify.annotations.NullMarked;
