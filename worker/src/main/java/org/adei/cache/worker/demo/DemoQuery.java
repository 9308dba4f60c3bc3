package org.adei.cache.worker.demo;

import org.adei.cache.engine.CacheEngine;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.settings.TimeText;

/** The query that is plotted: seven weeks of a machine's temperature, with the failure that made the recording known. */
final class DemoQuery {
    static final GroupId GROUP = new GroupId("lab", DemoServer.SOURCE_SCHEMA, "machine_temperature");
    static final String CHANNEL = "value";
    static final String FROM = "2013-12-15";
    static final int POINTS = 72;

    private DemoQuery() {}

    static QueryResult run(CacheEngine engine) {
        Interval interval = Interval.between(TimeText.instant(FROM), TimeText.instant("2014-02-20"));
        return engine.query(Query.of(GROUP, POINTS).channels(CHANNEL).between(interval));
    }
}
