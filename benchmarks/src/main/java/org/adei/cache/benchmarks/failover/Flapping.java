package org.adei.cache.benchmarks.failover;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.network.FaultProxy;

/** One fault every two seconds, each of whoever reigns then; each is mended before the next. */
final class Flapping {
    private static final int FAULTS = 4;
    private static final long PERIOD_MILLIS = 2_000;
    private static final long FAULT_MILLIS = 1_300;

    private final Site site;
    private final Random random;

    Flapping(Site site, Random random) {
        this.site = site;
        this.random = random;
    }

    void run() throws InterruptedException {
        for (int fault = 0; fault < FAULTS; fault++) {
            long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
            int master = site.master();
            if (master != 0) {
                hit(master);
            }
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    private void hit(int master) throws InterruptedException {
        switch (random.nextInt(3)) {
            case 0 -> {
                site.kill(master);
                TimeUnit.MILLISECONDS.sleep(FAULT_MILLIS / 3);
                site.start(master);
            }
            case 1 -> {
                LocalMariaDb server = site.servers.server(master);
                server.freeze();
                TimeUnit.MILLISECONDS.sleep(FAULT_MILLIS);
                server.resume();
            }
            default -> {
                site.network.all(master).forEach(FaultProxy::blackHole);
                TimeUnit.MILLISECONDS.sleep(FAULT_MILLIS);
                site.network.all(master).forEach(FaultProxy::heal);
            }
        }
    }
}
