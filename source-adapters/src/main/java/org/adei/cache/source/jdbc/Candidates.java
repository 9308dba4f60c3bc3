package org.adei.cache.source.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adei.cache.model.GroupId;

/** Matches the names of tables with the rules of a source. */
final class Candidates {
    private static final int MOST_NAMED = 8;

    private final String source;
    private final Schemas schemas;
    private final Findings findings;

    Candidates(String source, Schemas schemas, Findings findings) {
        this.source = source;
        this.schemas = schemas;
        this.findings = findings;
    }

    /** The tables that match, by rule and name; those that would make the same group are problems instead. */
    List<Candidate> of(List<JdbcGroup> rules) throws SQLException {
        Map<GroupId, List<Candidate>> byName = new LinkedHashMap<>();
        for (JdbcGroup rule : rules) {
            for (Candidate candidate : of(rule)) {
                byName.computeIfAbsent(candidate.id(), id -> new ArrayList<>()).add(candidate);
            }
        }
        List<Candidate> unique = new ArrayList<>();
        byName.forEach((id, candidates) -> {
            if (candidates.size() == 1) {
                unique.addAll(candidates);
            } else {
                findings.problem(id, conflict(id, candidates));
            }
        });
        return unique;
    }

    private List<Candidate> of(JdbcGroup rule) throws SQLException {
        Schemas.Schema schema;
        try {
            schema = schemas.of(rule.rule().schema());
        } catch (IllegalArgumentException e) {
            findings.problem(rule.rule().tables(), "source " + source + ": " + e.getMessage());
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        boolean any = false;
        for (Table table : schema.tables()) {
            Optional<String> group = rule.rule().group(table.title());
            any |= group.isPresent();
            if (group.isPresent()) {
                name(schema, table, group.get()).ifPresent(id -> candidates.add(new Candidate(id, table, rule)));
            }
        }
        if (!any) {
            findings.problem(rule.rule().tables(), noMatch(rule, schema));
        }
        return candidates;
    }

    private Optional<GroupId> name(Schemas.Schema schema, Table table, String group) {
        try {
            return Optional.of(new GroupId(source, schema.database(), group));
        } catch (IllegalArgumentException e) {
            findings.problem(
                    table.title(),
                    "table " + table.title() + " of source " + source + " makes no group: " + e.getMessage());
            return Optional.empty();
        }
    }

    private String noMatch(JdbcGroup rule, Schemas.Schema schema) {
        String found = schema.tables().isEmpty()
                ? "; there are no tables, or the account may read none (expected: GRANT SELECT)"
                : " (" + schema.tables().size() + " in all: "
                        + schema.tables().stream()
                                .limit(MOST_NAMED)
                                .map(Table::title)
                                .collect(Collectors.joining(", "))
                        + (schema.tables().size() > MOST_NAMED ? ", .." : "") + ")";
        return "tables \"" + rule.rule().tables() + "\" of source " + source + " matches no table of "
                + schema.database() + found + ": expected a regular expression that matches a whole name";
    }

    private static String conflict(GroupId id, List<Candidate> candidates) {
        TreeSet<String> tables = candidates.stream()
                .map(candidate -> candidate.table().title())
                .collect(Collectors.toCollection(TreeSet::new));
        return tables.size() == 1
                ? "table " + tables.first() + " makes group " + id + " by " + candidates.size()
                        + " rules: expected one; narrow tables, or give one of them another name with group"
                : "tables " + String.join(" and ", tables) + " would all be group " + id
                        + ": expected a name for each; use a longer capture, or group such as \"$1_$2\"";
    }
}
