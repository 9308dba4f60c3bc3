/**
 * Recorded data that are shipped as resources: real measurements, and the tables that ADEI itself made of two generated
 * sources. Origin and licences stand in the README beside each.
 */
@NullMarked
package org.adei.cache.testkit.recordings;

import org.jspecify.annotations.NullMarked;
