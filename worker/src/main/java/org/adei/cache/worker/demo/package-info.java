/**
 * The demo: a server of its own, real recordings as a source, everything cached, verified and shown.
 * It leaves nothing behind unless asked to.
 */
@NullMarked
package org.adei.cache.worker.demo;

import org.jspecify.annotations.NullMarked;
