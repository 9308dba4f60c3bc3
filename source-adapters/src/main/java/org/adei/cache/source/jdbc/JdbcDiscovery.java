package org.adei.cache.source.jdbc;

import java.util.List;
import org.adei.cache.source.Discovery;

/** Finds the groups of a source by its rules. Thread-safe; each round has a connection of its own. */
final class JdbcDiscovery {
    private final String source;
    private final Access access;
    private final List<JdbcGroup> rules;

    JdbcDiscovery(String source, Access access, List<JdbcGroup> rules) {
        this.source = source;
        this.access = access;
        this.rules = rules;
    }

    /** Two or three round trips, and one to three more for each group. */
    Discovery discover() {
        return access.ask("cannot list its tables", lease -> {
            Schemas schemas = new Schemas(access.dialect(), lease.connection());
            Findings findings = new Findings();
            List<Candidate> candidates = new Candidates(source, schemas, findings).of(rules);
            GroupFinder finder = new GroupFinder(access, lease.connection(), findings);
            for (Candidate candidate : candidates) {
                finder.add(candidate);
            }
            return findings.discovery();
        });
    }
}
