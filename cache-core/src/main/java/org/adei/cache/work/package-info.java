/**
 * What has to be cached, as a pure function of what the source has and what the coverage says, and who may say so: the
 * port to the lead over all processes of a cache. What the leader found out about sources is kept beside it.
 */
@NullMarked
package org.adei.cache.work;

import org.jspecify.annotations.NullMarked;
