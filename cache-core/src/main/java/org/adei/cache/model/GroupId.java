package org.adei.cache.model;

/**
 * The name of a channel group: {@code server/database/group}.
 *
 * <p>The parts come from sources and may hold any character but a slash in the first two.
 *
 * @param server name of the source in the configuration
 * @param database schema, folder or other container of the group in its source
 * @param group name of the group inside the container
 */
public record GroupId(String server, String database, String group) implements Comparable<GroupId> {
    public GroupId {
        requireName("server", server);
        requireName("database", database);
        if (group.isBlank()) {
            throw new IllegalArgumentException("group of " + server + "/" + database + " has no name");
        }
    }

    /**
     * Reads {@code server/database/group}; slashes after the second belong to the group's name.
     *
     * @throws IllegalArgumentException if there are fewer than three parts
     */
    public static GroupId parse(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" does not name a group: expected server/database/group, as `status` lists them");
        }
        return new GroupId(parts[0], parts[1], parts[2]);
    }

    private static void requireName(String what, String value) {
        if (value.isBlank() || value.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    what + " name \"" + value + "\" cannot be used: expected at least one character and no slash");
        }
    }

    @Override
    public int compareTo(GroupId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return server + "/" + database + "/" + group;
    }
}
