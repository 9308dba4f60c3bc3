package org.adei.cache.source.rule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.adei.cache.settings.NearestWord;
import org.jspecify.annotations.Nullable;

/** Zones by name. */
public final class ZoneName {
    private ZoneName() {}

    /**
     * The zone of a name, UTC if there is none.
     *
     * @throws IllegalArgumentException if no zone is called so; it names the nearest
     */
    public static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return ZoneOffset.UTC;
        }
        try {
            ZoneId zone = ZoneId.of(name);
            return zone.normalized() instanceof ZoneOffset offset ? offset : zone;
        } catch (DateTimeException e) {
            String nearest = NearestWord.of(name, ZoneId.getAvailableZoneIds())
                    .map(word -> ", did you mean " + word + "?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "zone \"" + name + "\" does not exist" + nearest
                            + " Expected a name such as Europe/Berlin, UTC or +01:00",
                    e);
        }
    }
}
