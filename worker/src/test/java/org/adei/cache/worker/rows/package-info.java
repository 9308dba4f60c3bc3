/**
 * A source of seeded rows that can break on demand, for tests of the command line.
 * Its settings say everything, so that two readings give the same rows.
 */
@NullMarked
package org.adei.cache.worker.rows;

import org.jspecify.annotations.NullMarked;
