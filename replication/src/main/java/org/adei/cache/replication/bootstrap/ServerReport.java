package org.adei.cache.replication.bootstrap;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of a cluster's state.
 *
 * @param name name of the server
 * @param place what it is, {@code master}, {@code replica}, {@code node}, {@code witness}, {@code alone} or {@code lost},
 *     and how it runs
 * @param position the last transaction of each origin that it holds
 * @param faults one sentence for each thing by which the cluster does not do what it promises
 * @param advice one sentence for each setting by which it does so worse than it could
 */
public record ServerReport(String name, Place place, String position, List<String> faults, List<String> advice) {
    public ServerReport {
        faults = List.copyOf(faults);
        advice = List.copyOf(advice);
    }

    /** All that is to be said, faults first; empty if all is well. */
    public List<String> problems() {
        return Stream.concat(faults.stream(), advice.stream()).toList();
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
