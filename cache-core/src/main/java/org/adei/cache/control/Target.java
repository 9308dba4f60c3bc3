package org.adei.cache.control;

import java.util.Locale;
import org.adei.cache.model.GroupId;
import org.adei.cache.work.LaneName;

/** What can be stopped and started alone. */
public sealed interface Target {
    /** The first word of its name. */
    String kind();

    /** Which one of its kind, empty where there is one only. */
    String name();

    /** All work on the cache. */
    record Setup() implements Target {
        @Override
        public String kind() {
            return "setup";
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String toString() {
            return "setup";
        }
    }

    /** All work of a lane. */
    record Lane(LaneName lane) implements Target {
        @Override
        public String kind() {
            return "lane";
        }

        @Override
        public String name() {
            return lane.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return "lane " + name();
        }
    }

    /** All work on a group. */
    record Group(GroupId group) implements Target {
        @Override
        public String kind() {
            return "group";
        }

        @Override
        public String name() {
            return group.toString();
        }

        @Override
        public String toString() {
            return "group " + group;
        }
    }

    /**
     * The target of a kind and a name.
     *
     * @throws IllegalArgumentException if there is no such kind or lane
     */
    static Target of(String kind, String name) {
        return switch (kind) {
            case "setup" -> new Setup();
            case "lane" -> new Lane(LaneName.valueOf(name.toUpperCase(Locale.ROOT)));
            case "group" -> new Group(GroupId.parse(name));
            default ->
                throw new IllegalArgumentException(
                        "\"" + kind + "\" cannot be stopped: expected a setup, a lane or a group");
        };
    }
}
