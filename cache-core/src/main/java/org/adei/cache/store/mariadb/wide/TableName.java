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

    /** MariaDB writes other characters than letters, digits and underscores as five, and file names end at 255. */
    private static final int LONGEST_FILE_NAME = 200;

    private static final int ENCODED = 5;

    private TableName() {}

    /** ADEI's name for a level (0 for raw) of a group: readable where MariaDB can take it, else by md5. */
    static String of(CachedGroup group, int level) {
        String postfix = postfix(group.id());
        return "cache" + level + (needsHash(group) ? "__md5_" + hash(postfix) : postfix);
    }

    /** What follows {@code cache<level>} in a readable name. */
    static String postfix(GroupId id) {
        return "__" + id.server() + "__" + id.database() + "__" + id.group();
    }

    /** Whether one of the group's tables would have a name that MariaDB does not take. */
    static boolean needsHash(CachedGroup group) {
        String longest = "cache" + group.ladder().coarsest().seconds() + postfix(group.id());
        return longest.length() > LONGEST
                || longest.endsWith(" ")
                || fileNameLength(longest) > LONGEST_FILE_NAME
                || longest.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c) || "/\\.".indexOf(c) >= 0);
    }

    private static int fileNameLength(String name) {
        return name.chars()
                .map(c ->
                        c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? 1 : ENCODED)
                .sum();
    }

    /** The md5 of a postfix, as 32 hexadecimal digits. */
    static String hash(String postfix) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(postfix.getBytes(StandardCharsets.UTF_8));
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
