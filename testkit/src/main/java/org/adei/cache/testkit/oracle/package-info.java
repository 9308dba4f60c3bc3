/**
 * The naive oracle: what the windows of a group must hold, straight from its rows and with exact arithmetic. It shares
 * no code and no idea with the engine that it judges.
 */
@NullMarked
package org.adei.cache.testkit.oracle;

import org.jspecify.annotations.NullMarked;
