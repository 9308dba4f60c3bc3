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
import org.jspecify.annotations.Nullable;

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
                        .claim(start, () -> Lease.draw(connection, owner, database.lease()))));
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

    /** Waits for a transaction of the claim that may still be under way. Three or four round trips. */
    @Override
    public Optional<TailClaim> resume(TailClaim tail) {
        Claim claim = tail.claim();
        long owner = session.id();
        return database.transact(
                "cannot go on with the tail of group " + tail.group().id(), connection -> {
                    if (renewed(connection, claim, owner, null) == 0) {
                        return Optional.empty();
                    }
                    Claim now = new Claim(
                            claim.group(),
                            claim.from(),
                            Sql.number(
                                    connection,
                                    "SELECT to_ns" + ROW,
                                    claim.group().number(),
                                    claim.from()),
                            claim.goal(),
                            claim.token(),
                            Sql.first(
                                            connection,
                                            "SELECT open_state" + ROW,
                                            row -> Optional.ofNullable(row.getBytes(1)),
                                            claim.group().number(),
                                            claim.from())
                                    .flatMap(state -> state)
                                    .orElse(null));
                    TailStore.Base base = TailTable.base(connection, claim.group(), claim.from())
                            .orElse(tail.base());
                    return Optional.of(new TailClaim(now, base, null));
                });
    }

    private int renewed(Connection connection, Claim claim, long owner, @Nullable String logged) throws SQLException {
        return Sql.update(
                connection,
                """
                UPDATE adei_coverage SET lease_until = SYSDATE(6) + INTERVAL ? SECOND, session_id = ?,
                    push_position = COALESCE(?, push_position)
                WHERE group_number = ? AND from_ns = ? AND token = ? AND lease_until > SYSDATE(6)
                """,
                database.lease().toSeconds(),
                owner,
                logged,
                claim.group().number(),
                claim.from(),
                claim.token());
    }

    @Override
    public Map<TailClaim, CacheException> write(List<TailBatch> batches) {
        return new TailWriting(database, layout, healing).write(batches);
    }

    /** Round trips: one per claim and one commit per 25: a tail that is renewed cannot be written meanwhile. */
    @Override
    public List<TailClaim> renew(List<TailClaim> claims, Map<TailClaim, String> logged) {
        List<TailClaim> lost = new ArrayList<>();
        long owner = session.id();
        for (int from = 0; from < claims.size(); from += RENEWED_AT_ONCE) {
            List<TailClaim> some = claims.subList(from, Math.min(claims.size(), from + RENEWED_AT_ONCE));
            database.transact("cannot renew the leases of " + some.size() + " tails", connection -> {
                for (TailClaim tail : some) {
                    if (renewed(connection, tail.claim(), owner, logged.get(tail)) == 0) {
                        lost.add(tail);
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
