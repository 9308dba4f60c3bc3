package org.adei.cache.worker.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.adei.cache.failure.SkipException;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.worker.demo.DemoFolder;

/** Starts servers, makes a cluster of them, says how to use it, and ends all when asked to. */
public final class ClusterTrial {
    private final PrintWriter out;
    private final CountDownLatch stop = new CountDownLatch(1);

    public ClusterTrial(PrintWriter out) {
        this.out = out;
    }

    /** Lets {@link #run} end; may be called by any thread. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Runs until it is stopped.
     *
     * @param ready called once all servers are up, with the configuration
     */
    public void run(TrialServers.Starter starter, Consumer<Path> ready) {
        long start = System.nanoTime();
        say("Starting  servers on 127.0.0.1; every commit is synced");
        try (DemoFolder folder = DemoFolder.make("adei-cache-cluster-");
                TrialServers servers = starter.start()) {
            servers.all()
                    .forEach((name, server) -> say("Server    " + name + ": MariaDB "
                            + server.binaries().version() + " at 127.0.0.1:" + server.port() + ", process "
                            + server.pid()));
            Path config = TrialConfig.write(servers, folder);
            Setup setup = SetupFile.load(config, name -> null);
            new ClusterInit(
                            Objects.requireNonNull(setup.cluster()),
                            ClusterInit.Schemas.of(setup.cache()),
                            line -> say("          " + line))
                    .run();
            explain(servers, folder, config, start);
            ready.accept(config);
            stop.await();
            say("Stopping  all servers; their data and " + folder.path() + " are deleted");
        } catch (IOException e) {
            throw new SkipException("the folder of the cluster cannot be made or deleted: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say("Done      nothing is left behind");
    }

    private void explain(TrialServers servers, DemoFolder folder, Path config, long start) throws IOException {
        LocalMariaDb first = servers.all().values().iterator().next();
        say("");
        say("Up        in " + seconds(Duration.ofNanos(System.nanoTime() - start)) + "; Ctrl-C ends it");
        say("Config    " + config);
        Files.readString(config).lines().forEach(line -> say("            " + line));
        say("Connect   mariadb -h 127.0.0.1 -P " + first.port() + " -u " + TrialConfig.CACHER + " -p\"$(cat "
                + folder.file("password") + ")\" " + TrialConfig.SCHEMA);
        say("Try       ./adei-cache cluster status --config " + config);
        say("          ./adei-cache run --once --config " + config);
        say("          kill -9 " + first.pid() + "     # the first server dies");
        out.flush();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
