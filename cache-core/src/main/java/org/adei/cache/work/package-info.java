/**
 * What has to be cached, as a pure function of what the source has and what the coverage says.
 * Nothing here touches a database or a clock.
 */
@NullMarked
package org.adei.cache.work;

import org.jspecify.annotations.NullMarked;
