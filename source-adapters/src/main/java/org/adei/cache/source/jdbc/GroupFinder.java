package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.log.Severity;
import org.adei.cache.source.SourceGroup;

/** Makes groups of candidates whose columns fit, and says what is wrong with the others. */
final class GroupFinder {
    private final Access access;
    private final Connection connection;
    private final Findings findings;

    GroupFinder(Access access, Connection connection, Findings findings) {
        this.access = access;
        this.connection = connection;
        this.findings = findings;
    }

    void add(Candidate candidate) throws SQLException {
        Table table = candidate.table();
        TimeColumn time = candidate.rule().time();
        Optional<Column> column = table.column(time.column());
        if (column.isEmpty()) {
            findings.problem(
                    candidate.id(),
                    "group " + candidate.id() + ": table " + table.title() + " has no time column \"" + time.column()
                            + "\": expected one of its columns " + table.listing());
            return;
        }
        try {
            add(candidate, column.get(), access.dialect().time(connection, table, column.get(), time));
        } catch (IllegalArgumentException e) {
            findings.problem(
                    candidate.id(), "group " + candidate.id() + ": table " + table.title() + ": " + e.getMessage());
        } catch (SQLException e) {
            CacheException failure = access.faults().of("cannot read table " + table.title(), e);
            if (!(failure instanceof SkipException)) {
                throw e;
            }
            findings.problem(candidate.id(), "group " + candidate.id() + ": " + failure.getMessage());
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private void add(Candidate candidate, Column time, TimeCodec codec) throws SQLException {
        Table table = candidate.table();
        LogColumns log = candidate.rule().log();
        if (log != null) {
            addLog(candidate, log, new JdbcTable(table, time, codec, log));
            return;
        }
        ChannelChoice choice = ChannelChoice.of(candidate.rule().channels(), table, time);
        String subject = "group " + candidate.id() + ": table " + table.title();
        for (String missing : choice.missing()) {
            findings.problem(
                    candidate.id(),
                    subject + " has no column \"" + missing + "\" that channels lists: expected one of "
                            + table.listing());
        }
        if (choice.channels().isEmpty()) {
            findings.problem(
                    candidate.id(),
                    subject + " has no numeric column that matches channels "
                            + candidate.rule().channels() + ": it has " + table.listing());
            return;
        }
        if (!choice.omitted().isEmpty()) {
            findings.note(subject + " has columns that are left out: " + String.join(", ", choice.omitted()));
        }
        found(candidate, choice.channels(), choice.omitted(), new JdbcTable(table, time, codec, null));
    }

    private void addLog(Candidate candidate, LogColumns log, JdbcTable located) throws SQLException {
        List<String> missing = log.missing(located.table());
        if (missing.isEmpty()) {
            found(candidate, Severity.channels(), List.of(), located);
        } else {
            findings.problem(
                    candidate.id(),
                    "group " + candidate.id() + ": table " + located.table().title() + " has no column \""
                            + missing.get(0) + "\" that log names: expected one of "
                            + located.table().listing());
        }
    }

    private void found(Candidate candidate, List<String> channels, List<String> omitted, JdbcTable located)
            throws SQLException {
        Table table = located.table();
        String subject = "group " + candidate.id() + ": table " + table.title();
        if (!located.time().indexed() && !table.view()) {
            findings.note(subject + " has no index that begins with "
                    + located.time().name() + ": each read sorts the whole table; expected an index");
        }
        new StrayTimes(access.dialect(), located).count(connection).forEach(note -> findings.note(subject + note));
        findings.group(
                new SourceGroup(candidate.id(), channels, candidate.rule().limits(), omitted, located));
    }
}
