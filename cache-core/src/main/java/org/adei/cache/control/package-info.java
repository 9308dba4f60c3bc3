/**
 * Who works on a cache, and what an operator lets them do: stopped lanes and groups, threads, workers and their beats.
 * It lies in the cache, so that all processes follow within two seconds; lanes ask the {@code Permission} before each
 * piece of work.
 */
@NullMarked
package org.adei.cache.control;

import org.jspecify.annotations.NullMarked;
