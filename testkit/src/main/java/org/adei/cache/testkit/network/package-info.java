/**
 * Networks that fail on demand: a proxy stands between two parties and delays, loses and cuts what they say. Nothing
 * outlives the test that made it.
 */
@NullMarked
package org.adei.cache.testkit.network;

import org.jspecify.annotations.NullMarked;
