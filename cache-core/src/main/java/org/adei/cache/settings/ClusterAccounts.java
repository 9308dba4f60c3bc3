package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what on the servers of a cluster, beside the account of the cache itself.
 *
 * @param from host pattern that accounts are made for, as MariaDB writes it; {@code %} if left out
 * @param manager watches the servers and moves the master
 * @param replication what replicas log in with at their master
 * @param admin may make accounts; needed by {@code cluster init} alone
 */
public record ClusterAccounts(
        String from,
        Account manager,
        Account replication,
        @Nullable Account admin) {
    public ClusterAccounts {
        Required.value("manager", manager);
        Required.value("replication", replication);
        if (!from.matches("[A-Za-z0-9._:%/-]{1,255}")) {
            throw new IllegalArgumentException(
                    "from is \"" + from + "\": expected a host pattern such as %, 10.0.0.% or 127.0.0.1");
        }
        if (manager.user().equals(replication.user())) {
            throw new IllegalArgumentException("manager and replication are both \"" + manager.user()
                    + "\": expected two accounts, each with its own rights");
        }
    }

    @JsonCreator
    static ClusterAccounts of(
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("manager") Account manager,
            @JsonProperty("replication") Account replication,
            @JsonProperty("admin") @Nullable Account admin) {
        return new ClusterAccounts(from == null ? "%" : from, manager, replication, admin);
    }
}
