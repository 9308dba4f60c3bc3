package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;
import org.jspecify.annotations.Nullable;

/** Claims the tail of one group in an open transaction. */
final class TailClaiming {
    private final Connection connection;
    private final CachedGroup group;
    private final Layout layout;
    private final Forgetting forgetting;

    /** The group must be locked in the transaction. */
    TailClaiming(Connection connection, CachedGroup group, Layout layout, Forgetting forgetting) {
        this.connection = connection;
        this.group = group;
        this.layout = layout;
        this.forgetting = forgetting;
    }

    Optional<TailClaim> claim(TailStore.Start start, Lease lease) throws SQLException {
        SpanTable.requireChannels(connection, group);
        SpanTable.join(connection, group, MariaDbCoverage.withoutLapsed(connection, group, Interval.ALL));
        List<SpanRow> rows = SpanTable.all(connection, group);
        SpanRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        boolean continues = last != null && last.to() >= start.near() && !(last.isEmpty() && !last.open());
        long position = continues && last != null ? last.to() : start.edge();
        boolean taken = rows.stream().anyMatch(row -> row.reserved() > position)
                || continues && last != null && last.is(Hold.LEASED)
                || forgetting.isPending(connection, group, new Interval(position, Long.MAX_VALUE));
        if (taken || start.goal() <= position) {
            return Optional.empty();
        }
        return Optional.of(continues && last != null ? continued(last, start, lease) : fresh(start, lease));
    }

    private TailClaim fresh(TailStore.Start start, Lease lease) throws SQLException {
        Interval slice = new Interval(start.edge(), start.goal());
        byte[] state = lease.write(connection, group, slice, null);
        return claimed(new Claim(group, slice.from(), slice.from(), slice.to(), lease.token(), state), null);
    }

    private TailClaim continued(SpanRow last, TailStore.Start start, Lease lease) throws SQLException {
        Optional<Long> saved = TailTable.start(connection, group, last);
        Level coarsest = group.ladder().coarsest();
        long from = saved.orElse(Math.max(last.from(), coarsest.floor(last.to())));
        if (from > last.from()) {
            split(last, from);
        }
        byte[] state = lease.take(connection, group, from, start.goal());
        Claim claim = new Claim(group, from, last.to(), start.goal(), lease.token(), state);
        return claimed(
                claim,
                saved.isPresent() ? TailTable.base(connection, group, from).orElse(null) : null);
    }

    /** What lies before an edge of the coarsest level becomes a row of its own, which others may forget. */
    private void split(SpanRow last, long from) throws SQLException {
        long first = group.ladder().coarsest().floor(last.from());
        long before = layout.count(connection, group, new Interval(first, from));
        Sql.update(connection, """
                UPDATE adei_coverage SET from_ns = ?, cached_rows = cached_rows - ?
                WHERE group_number = ? AND from_ns = ?
                """, from, before, group.number(), last.from());
        Sql.update(connection, """
                INSERT INTO adei_coverage (group_number, from_ns, to_ns, goal_ns, cached_rows, token)
                VALUES (?, ?, ?, ?, ?, 0)
                """, group.number(), last.from(), from, from, before);
    }

    private TailClaim claimed(Claim claim, TailStore.@Nullable Base saved) throws SQLException {
        TailStore.Base base = saved;
        if (base == null) {
            long rows = Sql.number(
                    connection,
                    "SELECT cached_rows FROM adei_coverage WHERE group_number = ? AND from_ns = ?",
                    group.number(),
                    claim.from());
            base = new TailStore.Base(claim.position(), rows, claim.openState());
            TailTable.put(connection, group, claim.from(), base);
        }
        TailStore.Base known = base;
        return Sql.first(
                        connection,
                        "SELECT revision, COALESCE(push_position, '') FROM adei_coverage"
                                + " WHERE group_number = ? AND from_ns = ?",
                        row -> new TailClaim(claim, known, row.getLong(1), row.getString(2)),
                        group.number(),
                        claim.from())
                .orElseThrow();
    }
}
