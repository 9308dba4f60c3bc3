/**
 * What a process measures of its own work and offers to others: metrics, health, and the watchdog that turns a silent stall
 * into an alert. The engine knows none of it; it calls listeners.
 */
@NullMarked
package org.adei.cache.worker.serve;

import org.jspecify.annotations.NullMarked;
