package org.adei.cache.source.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Tables of one database. Thread-safe; an open cursor holds one of the source's connections. */
final class JdbcSource implements Source {
    private final String name;
    private final Access access;
    private final JdbcDiscovery discovery;

    private JdbcSource(String name, Access access, JdbcDiscovery discovery) {
        this.name = name;
        this.access = access;
        this.discovery = discovery;
    }

    static JdbcSource of(String name, JdbcSettings settings) {
        Dialect dialect = Dialect.of(settings.url());
        JdbcFaults faults = JdbcFaults.of(name, settings);
        ConnectionPool pool = new ConnectionPool(new Connector(dialect, settings), settings.limits(), faults);
        Access access = new Access(dialect, pool, settings.limits(), faults);
        return new JdbcSource(name, access, new JdbcDiscovery(name, access, settings.groups()));
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
        Interval wanted = interval.intersect(group.limits());
        if (wanted.isEmpty()) {
            return new NoRows();
        }
        JdbcTable source = JdbcTable.of(group);
        List<Column> channels = source.channels(group);
        ChannelQuery selected = access.dialect().channels(channels);
        RowQuery query = new RowQuery(access.dialect(), source, wanted);
        JdbcCursor.Reading reading = new JdbcCursor.Reading(source, wanted, selected.reader(), channels.size(), access);
        return open(reading, query, query.rows(selected), rejections);
    }

    private RowCursor open(JdbcCursor.Reading reading, RowQuery query, String sql, Rejections rejections) {
        Lease lease = access.connect();
        boolean opened = false;
        try {
            PreparedStatement statement = query.prepare(lease.connection(), sql);
            access.dialect().stream(statement, access.limits().fetchRowsOf(reading.channels()));
            ResultSet rows = statement.executeQuery();
            opened = true;
            return new JdbcCursor(reading, rejections, lease, statement, rows);
        } catch (SQLException e) {
            throw access.faults()
                    .of("cannot read table " + reading.source().table().title(), e);
        } finally {
            if (!opened) {
                lease.close();
            }
        }
    }

    @Override
    public void close() {
        access.pool().close();
    }

    private static final class NoRows implements RowCursor {
        @Override
        public boolean fill(RowBlock block) {
            return false;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
