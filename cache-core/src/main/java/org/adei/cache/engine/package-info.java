/**
 * The engine as an embedder holds it: open it from a configuration or from objects, run it, ask it, close it.
 * No static state; several engines may live in one JVM.
 */
@NullMarked
package org.adei.cache.engine;

import org.jspecify.annotations.NullMarked;
