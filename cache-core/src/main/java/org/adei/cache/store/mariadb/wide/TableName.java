package org.adei.cache.store.mariadb.wide;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.adei.cache.model.GroupId;
import org.adei.cache.store.CachedGroup;

/** Names of tables, and their quoting. Pure. */
final class TableName {
    private static final int LONGEST = 64;

    private TableName() {}

    /** ADEI's name for a level (0 for raw) of a group: readable where MariaDB can take it, else by md5. */
    static String of(GroupId id, int level) {
        String readable = "cache" + level + postfix(id);
        return needsHash(id) ? "cache" + level + "__md5_" + hash(id) : readable;
    }

    /** What follows {@code cache<level>} in a readable name. */
    static String postfix(GroupId id) {
        return "__" + id.server() + "__" + id.database() + "__" + id.group();
    }

    /** Whether one of the group's tables would have a name that MariaDB does not take, at the longest level. */
    static boolean needsHash(GroupId id) {
        String longest = "cache31622400" + postfix(id);
        return longest.length() > LONGEST
                || longest.endsWith(" ")
                || longest.chars().anyMatch(c -> c == 0 || c > 0xFFFF || Character.isSurrogate((char) c))
                || longest.chars().anyMatch(c -> c == '/' || c == '\\' || c == '.');
    }

    /** The md5 of the postfix, as 32 hexadecimal digits. */
    static String hash(GroupId id) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(postfix(id).getBytes(StandardCharsets.UTF_8));
            return String.format("%032x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no MD5, which every one must have", e);
        }
    }

    /** The table that holds one column group; a name that ADEI's search for groups does not find. */
    static String part(CachedGroup group, int level, int part) {
        return "w" + group.number() + "_" + level + "_" + part;
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
