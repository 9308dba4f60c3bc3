package org.adei.cache.benchmarks.failover;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adei.cache.benchmarks.failover.Ledger.Receipt;

/**
 * One fault after the other on the same servers: load, fault, time to heal, and then a look at everything. Used by one
 * thread.
 */
public final class Harness implements AutoCloseable {
    /** Reigns that were begun although the master was well. */
    static final String NEEDLESS = "needless_reigns";

    private static final Duration HEALING = Duration.ofSeconds(120);
    private static final int LOOKS = 4;
    private static final long RESUME_SECONDS = 60;
    private static final long ROWS = 20_000;

    private final Site site;
    private final Health health;
    private final CachingLoad load;
    private final FollowingLoad following;
    private final Ledger ledger;

    /**
     * Starts servers, stewards and load; takes some seconds.
     *
     * @param witness whether the third server only votes
     * @param semiSync whether commits wait for a replica
     */
    public Harness(boolean witness, boolean semiSync) throws SQLException {
        site = new Site(new Site.Plan(witness, semiSync, ROWS));
        try {
            health = new Health(site);
            load = new CachingLoad(site);
            following = new FollowingLoad(site);
            ledger = new Ledger(site);
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    /** A fault drawn from a seed. */
    public Outcome run(long seed) throws InterruptedException, SQLException {
        return run(FaultKind.draw(seed), seed);
    }

    /** A certain fault, its details drawn from a seed. */
    public Outcome run(FaultKind kind, long seed) throws InterruptedException, SQLException {
        Random random = new Random(seed);
        int master = health.await(HEALING);
        if (master == 0) {
            return broken(kind, seed, "before the fault: " + health.complaints(site.master()));
        }
        site.reigns.clear();
        ledger.work(true);
        load.work();
        following.work();
        TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(400));
        long epoch = lastEpoch();
        Faults faults = new Faults(site, random, master);
        boolean replaced = faults.happen(kind);
        boolean needless = kind.leavesMaster() && site.successor(master) != 0;
        Receipt resumed = kind.needsSuccessor() ? awaitReceiptAfter(epoch) : null;
        double resumeMs = resumed == null ? Double.NaN : (awaitCommit(resumed.begun()) - faults.began()) / 1e6;
        int healthy = health.await(HEALING);
        double healthyMs = (System.nanoTime() - faults.began()) / 1e6;
        TimeUnit.MILLISECONDS.sleep(100);
        ledger.work(false);
        double gapMs = gap(faults.began());
        Outcome.Reads reads = Outcome.Reads.of(load.readNanos());
        String cache = load.finish();
        String followed = following.finish();
        return judge(
                new Course(kind, seed, new Outcome.Times(resumeMs, gapMs, healthyMs, reads), needless),
                replaced ? "" : "no other master came within a minute",
                String.join(
                        "; ",
                        Stream.of(cache, followed)
                                .filter(text -> !text.isEmpty())
                                .toList()),
                healthy);
    }

    /** What was measured before all was looked at. */
    private record Course(FaultKind kind, long seed, Outcome.Times times, boolean needless) {}

    /** What the servers look like. */
    private record Look(int master, List<String> complaints, List<String> differences, long missing) {
        boolean isWell() {
            return complaints.isEmpty() && differences.isEmpty();
        }
    }

    /** What is wrong for good stays so; on a loaded machine another server may come to reign while one looks. */
    private Look look(int healthy) throws SQLException, InterruptedException {
        Look look = lookOnce(healthy);
        for (int again = 1; again < LOOKS && !look.isWell(); again++) {
            TimeUnit.SECONDS.sleep(again);
            look = lookOnce(health.await(HEALING));
        }
        return look;
    }

    private Look lookOnce(int healthy) throws SQLException {
        int master = healthy == 0 ? site.master() : healthy;
        return new Look(
                master,
                healthy == 0 ? health.complaints(master) : List.of(),
                healthy == 0 ? List.of() : health.differences(master),
                master == 0 ? 0 : ledger.missing(master));
    }

    private Outcome judge(Course course, String stuck, String cache, int healthy)
            throws SQLException, InterruptedException {
        Look look = look(healthy);
        List<String> complaints = look.complaints();
        List<String> differences = look.differences();
        long missing = look.missing();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(
                "acknowledged", (long) ledger.receipts().size() + load.commits().size());
        counts.put(NEEDLESS, course.needless() ? 1L : 0L);
        counts.put("lost_to_asynchrony", site.semiSync() ? 0 : missing);
        counts.put(Outcome.LOST, (cache.isEmpty() ? 0L : 1L) + (site.semiSync() ? missing : 0));
        counts.put(Outcome.PAST, past(ledger.receipts()));
        counts.put(Outcome.UNEQUAL, (long) differences.size());
        counts.put("reads", (long) load.readNanos().size());
        counts.put(Outcome.FAILED_READS, (long) load.failedReads());
        counts.put(Outcome.MANUAL, complaints.isEmpty() && stuck.isEmpty() ? 0L : 1L);
        if (look.master() != 0) {
            ledger.clear();
        }
        if (differences.isEmpty() && complaints.isEmpty()) {
            health.purge();
        }
        String note = String.join(
                "; ",
                Stream.of(List.of(stuck, cache), complaints, differences, load.failures())
                        .flatMap(List::stream)
                        .filter(text -> !text.isEmpty())
                        .toList());
        Outcome.Story story = new Outcome.Story(note, List.copyOf(site.reigns));
        return new Outcome(course.kind(), course.seed(), course.times(), counts, story);
    }

    /** Nobody reigned for as long as was waited: that long at least nothing was written. */
    private static Outcome broken(FaultKind kind, long seed, String note) {
        double waited = HEALING.toMillis();
        Outcome.Times times =
                new Outcome.Times(kind.needsSuccessor() ? waited : Double.NaN, waited, waited, Outcome.Reads.NONE);
        return new Outcome(kind, seed, times, Map.of(Outcome.MANUAL, 1L), new Outcome.Story(note, List.of()));
    }

    private long lastEpoch() {
        return ledger.receipts().stream().mapToLong(Receipt::epoch).max().orElse(0);
    }

    /** The first transaction of a later reign. */
    private Receipt awaitReceiptAfter(long epoch) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESUME_SECONDS);
        while (System.nanoTime() < end) {
            Receipt first = ledger.receipts().stream()
                    .filter(receipt -> receipt.epoch() > epoch)
                    .min(Comparator.comparingLong(Receipt::done))
                    .orElse(null);
            if (first != null) {
                return first;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return new Receipt(0, epoch, 0, end, end);
    }

    /** When the first batch was cached after a moment. */
    private long awaitCommit(long after) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESUME_SECONDS);
        while (System.nanoTime() < end) {
            long first = load.commits().stream()
                    .mapToLong(Long::longValue)
                    .filter(commit -> commit >= after)
                    .min()
                    .orElse(0);
            if (first != 0) {
                return first;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return end;
    }

    private double gap(long from) {
        long last = from;
        long worst = 0;
        for (long done :
                ledger.receipts().stream().mapToLong(Receipt::done).sorted().toArray()) {
            if (done > from) {
                worst = Math.max(worst, done - last);
                last = done;
            }
        }
        return Math.max(worst, System.nanoTime() - last) / 1e6;
    }

    /** Transactions that count although a later reign had begun, and servers that wrote in somebody else's reign. */
    private static long past(List<Receipt> receipts) {
        long past = 0;
        Map<Long, Integer> writers = new LinkedHashMap<>();
        for (Receipt receipt : receipts) {
            Integer writer = writers.putIfAbsent(receipt.epoch(), receipt.server());
            boolean foreign = writer != null && writer != receipt.server();
            boolean late = receipts.stream()
                    .anyMatch(other -> other.epoch() > receipt.epoch() && other.done() < receipt.begun());
            past += foreign || late ? 1 : 0;
        }
        return past;
    }

    @Override
    public void close() {
        ledger.close();
        load.close();
        following.close();
        site.close();
    }
}
