package org.adei.cache.source.jdbc;

import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Push;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.SourceLimits;
import org.adei.cache.source.Watch;

/** Tables of one database. Thread-safe; an open cursor holds one of the source's connections. */
final class JdbcSource implements Source {
    private final String name;
    private final Access access;
    private final JdbcDiscovery discovery;
    private final JdbcSettings settings;

    private JdbcSource(String name, Access access, JdbcDiscovery discovery, JdbcSettings settings) {
        this.settings = settings;
        this.name = name;
        this.access = access;
        this.discovery = discovery;
    }

    static JdbcSource of(String name, JdbcSettings settings) {
        Dialect dialect = Dialect.of(settings.url());
        JdbcFaults faults = JdbcFaults.of(name, settings);
        ConnectionPool pool = new ConnectionPool(new Connector(dialect, settings), settings.limits(), faults);
        Access access = new Access(dialect, pool, settings.limits(), faults);
        return new JdbcSource(name, access, new JdbcDiscovery(name, access, settings.groups()), settings);
    }

    @Override
    public SourceLimits limits() {
        return new SourceLimits(access.limits().connections(), access.limits().rowsPerSecond());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        return discovery.discover();
    }

    @Override
    public Interval extent(SourceGroup group) {
        return new Extent(access, group).read();
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        return new JdbcReading(access).open(group, interval, rejections);
    }

    @Override
    public Watch watch() {
        return JdbcWatch.over(access);
    }

    /** The log takes one of the source's connections; one more must be left beside that and the watch. */
    @Override
    public Optional<Push> push(Push.Listener listener) {
        boolean can =
                access.dialect() instanceof MariaDbDialect && access.limits().connections() > 2;
        return can && settings.push() != PushMode.OFF
                ? Optional.of(JdbcPush.start(access, settings, listener))
                : Optional.empty();
    }

    @Override
    public Optional<String> pushHindrance() {
        if (!(access.dialect() instanceof MariaDbDialect)) {
            return Optional.of("servers of its kind are not followed by a log (expected MariaDB or MySQL)");
        }
        if (settings.push() == PushMode.OFF) {
            return Optional.of("its configuration says push: off");
        }
        if (access.limits().connections() <= 2) {
            return Optional.of("its configuration allows " + access.limits().connections()
                    + " connections (expected limits.connections: 3 or more)");
        }
        return Optional.of(new LogCheck(access).everything()).filter(reason -> !reason.isEmpty());
    }

    @Override
    public void close() {
        access.pool().close();
    }
}
