/**
 * The configuration: one tree of records, loaded once from YAML with strict keys (in kebab-case) and validated.
 * A problem is a {@link org.adei.cache.failure.ConfigurationException} that names the file, the line and the key.
 */
@NullMarked
package org.adei.cache.settings;

import org.jspecify.annotations.NullMarked;
