package org.adei.cache.replication.bootstrap;

import java.util.List;

/**
 * One line of a cluster's state.
 *
 * @param name name of the server
 * @param place what it is, {@code master}, {@code replica}, {@code node}, {@code witness}, {@code alone} or {@code lost},
 *     and how it runs
 * @param position the last transaction of each origin that it holds
 * @param problems one sentence each; empty if all is well
 */
public record ServerReport(String name, Place place, String position, List<String> problems) {
    public ServerReport {
        problems = List.copyOf(problems);
    }

    /**
     * What a server is.
     *
     * @param role word for it
     * @param address {@code host:port}
     * @param readOnly {@code yes}, {@code no} or {@code -} if it cannot be asked
     * @param lag how far it is behind, {@code -} if it follows nobody
     */
    public record Place(String role, String address, String readOnly, String lag) {}
}
