/**
 * A cluster of real servers on this machine, for trying. It ends with the process that started it and leaves nothing.
 */
@NullMarked
package org.adei.cache.worker.cluster;

import org.jspecify.annotations.NullMarked;
