package org.adei.cache.replication.bootstrap;

/**
 * A setting of a server that is not as a cluster needs it.
 *
 * @param server name of the server
 * @param setting name of the variable
 * @param found its value
 * @param rule what was expected, and why
 */
public record SettingProblem(String server, String setting, String found, SettingRule rule) {
    /** True if no cluster may run so; else it runs, but worse than it could. */
    public boolean blocks() {
        return rule.severity() == SettingRule.Severity.WRONG;
    }

    @Override
    public String toString() {
        return server + ": " + setting + " is " + (found.isEmpty() ? "not set" : found) + ": " + rule.advice() + " ("
                + rule.reason() + ")";
    }
}
