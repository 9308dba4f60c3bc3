/**
 * The queue in tables of the cache: what is ready lies clustered in the order in which it is handed out, what is handed
 * out in a small table of its own.
 */
@NullMarked
package org.adei.cache.queue.mariadb;

import org.jspecify.annotations.NullMarked;
