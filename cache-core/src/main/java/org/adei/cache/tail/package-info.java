/**
 * The newest rows of a group: appended as they come, put right where a late row falls into the overlap.
 * Pure computation; polling and writing are done by others.
 */
@NullMarked
package org.adei.cache.tail;

import org.jspecify.annotations.NullMarked;
