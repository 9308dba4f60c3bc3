package org.adei.cache.store.mariadb;

import java.time.Duration;
import java.util.List;
import org.adei.cache.log.Event;
import org.adei.cache.log.EventQuery;
import org.adei.cache.log.Severity;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.EventStore;

/** Texts of events in the table {@code adei_event}, one round trip for each call. Thread-safe. */
final class MariaDbEvents implements EventStore {
    private final Database database;

    MariaDbEvents(Database database) {
        this.database = database;
    }

    @Override
    public List<Event> find(CachedGroup group, EventQuery query) {
        return database.with(
                "cannot read events of group " + group.id(), connection -> EventTable.find(connection, group, query));
    }

    @Override
    public int expire(Severity severity, Duration age, int most) {
        return database.transact(
                "cannot delete old events of severity " + severity.channel(),
                connection -> EventTable.expire(connection, severity, age, most));
    }
}
