/**
 * What is shown while groups are cached: one bar per group on a terminal, plain lines elsewhere.
 * It goes to the error stream, so that output for programs stays clean.
 */
@NullMarked
package org.adei.cache.worker.progress;

import org.jspecify.annotations.NullMarked;
