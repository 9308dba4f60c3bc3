/**
 * CSV files as a source: each group is sorted once into a temporary file of fixed-width rows, in bounded memory.
 * Files are only read; a changed file is sorted anew.
 */
@NullMarked
package org.adei.cache.source.csv;

import org.jspecify.annotations.NullMarked;
