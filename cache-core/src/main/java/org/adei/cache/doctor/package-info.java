/**
 * What the settings of a server mean for a cache: pure rules over the values of its variables. Nothing here asks a server
 * or changes one.
 */
@NullMarked
package org.adei.cache.doctor;

import org.jspecify.annotations.NullMarked;
