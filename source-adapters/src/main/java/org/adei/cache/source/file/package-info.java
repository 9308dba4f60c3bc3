/** Files that somebody may be writing while they are read. Seen by adapters only. */
@NullMarked
package org.adei.cache.source.file;

import org.jspecify.annotations.NullMarked;
