/**
 * A MariaDB server of one's own on loopback, for tests and for trying: found on the machine or unpacked from the local
 * Maven repository. Whatever ends the JVM, no server and no temporary data outlive it.
 */
@NullMarked
package org.adei.cache.testkit.mariadb;

import org.jspecify.annotations.NullMarked;
