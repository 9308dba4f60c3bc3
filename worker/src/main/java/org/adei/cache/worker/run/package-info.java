/**
 * One process of a running setup: which roles it has, and how scheduler and lanes are tied together.
 * Also follows changes of its configuration file.
 */
@NullMarked
package org.adei.cache.worker.run;

import org.jspecify.annotations.NullMarked;
