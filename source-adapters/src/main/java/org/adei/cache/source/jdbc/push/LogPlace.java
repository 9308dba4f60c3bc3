package org.adei.cache.source.jdbc.push;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.FormatDescriptionEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/** Where a log is read. Used by the thread of the log. */
final class LogPlace {
    private String file = "";
    private long made = -1;
    private long offset = -1;

    /** Forgets it, before the log is read from another place. */
    void forget() {
        file = "";
        made = -1;
        offset = -1;
    }

    /** Takes the place behind an event. */
    void read(Event event, EventData data) {
        if (data instanceof RotateEventData rotate) {
            file = rotate.getBinlogFilename();
            offset = rotate.getBinlogPosition();
            made = -1;
        } else if (data instanceof FormatDescriptionEventData) {
            made = event.getHeader().getTimestamp();
        } else if (event.getHeader() instanceof EventHeaderV4 header && header.getNextPosition() > 0) {
            // the number is too short for a transaction beyond 4 GB: then nothing is known until the next file
            offset = offset >= 0 && header.getNextPosition() >= offset ? header.getNextPosition() : -1;
        }
    }

    /** The end of the last event, null if it is not known. */
    Push.@Nullable Position now() {
        return file.isEmpty() || made < 0 || offset < 0 ? null : new Push.Position(file, offset, made);
    }
}
