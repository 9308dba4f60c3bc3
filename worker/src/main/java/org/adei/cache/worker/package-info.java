/**
 * The command line: what an operator types, what is printed, and which exit code says what.
 * All work is done by the engine; this wires it and shows it.
 */
@NullMarked
package org.adei.cache.worker;

import org.jspecify.annotations.NullMarked;
