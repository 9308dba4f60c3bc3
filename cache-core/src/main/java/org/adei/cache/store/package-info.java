/**
 * The port to the cache: catalogue, coverage with its leases, one writer per claimed piece of work, and reading back.
 * Implementations live in packages of their own.
 */
@NullMarked
package org.adei.cache.store;

import org.jspecify.annotations.NullMarked;
