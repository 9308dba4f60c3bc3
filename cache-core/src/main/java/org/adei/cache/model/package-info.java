/**
 * The words of the domain as values: groups, channels, intervals, levels.
 * Everything here is immutable and knows nothing of databases.
 */
@NullMarked
package org.adei.cache.model;

import org.jspecify.annotations.NullMarked;
