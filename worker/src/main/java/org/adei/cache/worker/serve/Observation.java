package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.adei.cache.engine.RunListener;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.replication.steward.Onlooker;
import org.adei.cache.settings.Setup;

/**
 * All that a process measures of itself, and the address at which it offers that. Lives as long as the process; what is at
 * work comes and goes with {@link #watch}. Thread-safe.
 */
public final class Observation implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Measures measures;
    private final ReignMeters reigns;
    private final Guard guard;
    private final RunListener listener;
    private final LongSupplier clock;
    private final Optional<MetricsServer> server;
    private volatile Health health = Health.STARTING;

    /**
     * Begins to listen on the address of the setup, if it has one, and says where.
     *
     * @param notes hears what an operator should know
     * @throws org.adei.cache.failure.ConfigurationException if the address cannot be used
     */
    public Observation(Setup setup, RunListener notes, LongSupplier clock) {
        this.clock = clock;
        measures = new Measures(registry, setup.levels(), clock);
        reigns = new ReignMeters(registry);
        guard = new Guard(registry, measures, clock, notes::note);
        listener = new MeasuringListener(notes, measures);
        setup.sources().keySet().forEach(name -> measures.source(name, true));
        new JvmMemoryMetrics().bindTo(registry);
        Optional<InetSocketAddress> address = setup.serve().metrics();
        server = address.map(at -> new MetricsServer(
                at, new MetricsServer.Pages(registry::scrape, () -> health.answer(guard.stalled(), guard.stuck()))));
        server.ifPresent(at -> notes.note("metrics and health at http://" + at.address()));
    }

    /** To be told of all that is written. */
    public WriteListener writes() {
        return measures;
    }

    /** To be told of the run; passes it on. */
    public RunListener listener() {
        return listener;
    }

    /** To be told of the servers of the cache, where they are more than one. */
    public Onlooker reigns() {
        return reigns;
    }

    /** What the list of workers says of this process; empty if all is well. */
    public String complaint() {
        return guard.complaint();
    }

    /** Forgets what the work before knew of its sources; to be called while none is under way. */
    public void startAnew() {
        measures.startAnew();
    }

    /** Follows what is at work until that is closed, about once a second. */
    public Watching watch(Watching.Subject subject) {
        return new Watching(subject, new Watching.Tools(registry, measures, guard, clock, now -> health = now));
    }

    @Override
    public void close() {
        server.ifPresent(MetricsServer::close);
        registry.close();
    }
}
