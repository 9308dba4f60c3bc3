package org.adei.cache.replication.bootstrap;

import java.util.function.BiPredicate;
import org.adei.cache.settings.Cluster;

/**
 * What one variable has to be.
 *
 * @param setting name of the variable
 * @param severity whether a cluster may run without
 * @param advice what to set
 * @param reason what happens else
 * @param good whether a server of a cluster has it right
 */
public record SettingRule(
        String setting, Severity severity, String advice, String reason, BiPredicate<Cluster, ServerFacts> good) {
    /** How bad it is. */
    public enum Severity {
        /** Data or availability are lost at the first fault. */
        WRONG,

        /** Slower or less durable than it could be. */
        WEAK
    }
}
