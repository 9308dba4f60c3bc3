package org.adei.cache.store.mariadb;

/** Who may write into a span. */
enum Hold {
    /** Nobody. */
    QUIET,
    /** Nobody any more; but its last transaction may be on its way, so the row's lock has to be waited for. */
    LAPSED,
    /** The worker that has the token. */
    LEASED
}
