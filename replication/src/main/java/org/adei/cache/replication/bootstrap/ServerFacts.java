package org.adei.cache.replication.bootstrap;

import java.util.Map;
import java.util.Optional;
import org.adei.cache.settings.ClusterServer;

/**
 * What one server says of itself.
 *
 * @param name its name in the configuration
 * @param server where it is
 * @param variables global variables and status by name, in lower case
 * @param replica whom it replicates from; empty if from nobody
 */
public record ServerFacts(
        String name, ClusterServer server, Map<String, String> variables, Optional<ReplicaFacts> replica) {
    public ServerFacts {
        variables = Map.copyOf(variables);
    }

    /** Value of a variable; empty if the server does not know it. */
    public String variable(String variable) {
        return variables.getOrDefault(variable, "");
    }

    public boolean isOn(String variable) {
        return variable(variable).equalsIgnoreCase("ON") || variable(variable).equals("1");
    }

    /** Value as a number; -1 if it is none. */
    public long number(String variable) {
        String value = variable(variable);
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }

    public BinlogState binlogState() {
        return BinlogState.parse(variable("gtid_binlog_state"));
    }
}
