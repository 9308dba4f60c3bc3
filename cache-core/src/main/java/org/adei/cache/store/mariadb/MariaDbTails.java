package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.failure.CacheException;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;

/** Follows the newest rows by way of a few connections of its own. Thread-safe. */
final class MariaDbTails implements TailStore {
    private static final int RENEWED_AT_ONCE = 25;
    private static final String ROW = " FROM adei_coverage WHERE group_number = ? AND from_ns = ?";

    private final Database database;
    private final LeaseSession session;
    private final Coverage coverage;
    private final Layout layout;
    private final Forgetting forgetting;
    private final Healing healing;

    /** Uses the database, which is the caller's to close. */
    MariaDbTails(Database database, LeaseSession session, Coverage coverage, Layout layout) {
        this.database = database;
        this.session = session;
        this.coverage = coverage;
        this.layout = layout;
        this.forgetting = new Forgetting(database, layout);
        this.healing = new Healing(database, layout);
    }

    /** Round trips: about twelve, in one transaction. */
    @Override
    public Optional<TailClaim> claim(CachedGroup group, Start start) {
        forgetting.finish(group);
        long owner = session.id();
        return healing.meeting(() -> database.transact(
                "cannot claim the tail of group " + group.id(),
                connection -> new TailClaiming(connection, SpanTable.lockGroup(connection, group), layout, forgetting)
                        .claim(start, Lease.draw(owner, database.lease()))));
    }

    /** One round trip. */
    @Override
    public Set<Long> held() {
        return database.transact(
                "cannot read who follows which group", connection -> new HashSet<>(SpanTable.leasedTails(connection)));
    }

    /** One round trip. */
    @Override
    public Set<Long> pushed() {
        return database.transact(
                "cannot read which groups are told of", connection -> new HashSet<>(SpanTable.pushedTails(connection)));
    }

    /** Waits for a transaction of the claim that may still be under way. Three round trips. */
    @Override
    public Optional<TailClaim> resume(TailClaim tail) {
        Claim claim = tail.claim();
        long owner = session.id();
        return database.transact(
                "cannot go on with the tail of group " + tail.group().id(), connection -> {
                    if (renewed(connection, new Renewal(tail, 0, null), owner) == 0) {
                        return Optional.empty();
                    }
                    TailStore.Base base = TailTable.base(connection, claim.group(), claim.from())
                            .orElse(tail.base());
                    return Sql.first(
                            connection,
                            "SELECT to_ns, open_state, revision" + ROW,
                            row -> new TailClaim(
                                    new Claim(
                                            claim.group(),
                                            claim.from(),
                                            row.getLong(1),
                                            claim.goal(),
                                            claim.token(),
                                            row.getBytes(2)),
                                    base,
                                    row.getLong(3),
                                    null),
                            claim.group().number(),
                            claim.from());
                });
    }

    /** A batch may be committed meanwhile, so the revision may be a later one. */
    private int renewed(Connection connection, Renewal renewal, long owner) throws SQLException {
        Claim claim = renewal.claim().claim();
        return Sql.update(
                connection,
                """
                UPDATE adei_coverage SET lease_until = SYSDATE(6) + INTERVAL ? SECOND, session_id = ?,
                    push_position = COALESCE(?, push_position)
                WHERE group_number = ? AND from_ns = ? AND token = ? AND revision >= ? AND lease_until > SYSDATE(6)
                """,
                database.lease().toSeconds(),
                owner,
                renewal.logged(),
                claim.group().number(),
                claim.from(),
                claim.token(),
                renewal.revision());
    }

    @Override
    public Map<TailClaim, CacheException> write(List<TailBatch> batches) {
        return new TailWriting(database, layout, healing).write(batches);
    }

    /** Round trips: one per claim and one commit per 25: a tail that is renewed cannot be written meanwhile. */
    @Override
    public List<TailClaim> renew(List<Renewal> renewals) {
        List<TailClaim> lost = new ArrayList<>();
        long owner = session.id();
        for (int from = 0; from < renewals.size(); from += RENEWED_AT_ONCE) {
            List<Renewal> some = renewals.subList(from, Math.min(renewals.size(), from + RENEWED_AT_ONCE));
            database.transact("cannot renew the leases of " + some.size() + " tails", connection -> {
                for (Renewal each : some) {
                    if (renewed(connection, each, owner) == 0) {
                        lost.add(each.claim());
                    }
                }
                return some.size();
            });
        }
        return lost;
    }

    @Override
    public void release(TailClaim claim) {
        coverage.release(claim.claim());
    }

    static Map<TailClaim, CacheException> all(List<TailBatch> batches, CacheException failure) {
        Map<TailClaim, CacheException> failures = new LinkedHashMap<>();
        batches.forEach(batch -> failures.put(batch.claim(), failure));
        return failures;
    }
}
