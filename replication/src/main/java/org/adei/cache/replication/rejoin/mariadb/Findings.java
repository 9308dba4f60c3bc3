package org.adei.cache.replication.rejoin.mariadb;

import java.util.List;

/**
 * What a comparison of a server with its master found.
 *
 * @param differences tables of the cache and of the stewards that differ: the server must be filled anew
 * @param foreign tables in schemas of others that differ, which the stewards may not write
 */
public record Findings(List<String> differences, List<String> foreign) {
    public Findings {
        differences = List.copyOf(differences);
        foreign = List.copyOf(foreign);
    }
}
