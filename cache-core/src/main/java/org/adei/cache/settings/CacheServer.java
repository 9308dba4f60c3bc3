package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.StorageLayout;
import org.jspecify.annotations.Nullable;

/**
 * The MariaDB server and schema that hold the cache.
 *
 * @param url JDBC URL with the schema, {@code jdbc:mariadb://host:port/schema}
 * @param user account; empty if left out
 * @param password its password; empty if left out
 * @param layout how groups are stored that are cached for the first time; if left out, wide up to
 *     {@value StorageLayout#MOST_WIDE_CHANNELS} channels and packed beyond
 * @param layouts other layouts by regular expression over {@code server/database/group}, the first that fits; none if
 *     left out
 */
public record CacheServer(
        String url, String user, Secret password, @Nullable StorageLayout layout, Map<String, StorageLayout> layouts) {
    private static final String PREFIX = "jdbc:mariadb:";

    @JsonCreator
    public CacheServer {
        Required.text("url", url);
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("url \"" + Secret.maskUrl(url) + "\" cannot hold a cache: expected "
                    + PREFIX + "//host:port/schema");
        }
        user = user == null ? "" : user;
        password = password == null ? Secret.NONE : password;
        layouts = layouts == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(layouts));
        layouts.forEach(CacheServer::checkLayout);
    }

    /** A server whose groups are stored as their width suggests. */
    public CacheServer(String url, String user, Secret password) {
        this(url, user, password, null, Map.of());
    }

    private static void checkLayout(String groups, StorageLayout layout) {
        Required.value("layouts." + groups, layout);
        try {
            Pattern.compile(groups);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "layouts: \"" + groups + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    /** The same server with another layout for all groups that are new. */
    public CacheServer with(StorageLayout other) {
        return new CacheServer(url, user, password, other, Map.of());
    }

    /** How a group is stored that is cached for the first time. */
    public StorageLayout layoutOf(GroupId group, int channels) {
        return layouts.entrySet().stream()
                .filter(entry -> group.toString().matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(layout == null ? StorageLayout.byDefault(channels) : layout);
    }

    @Override
    public String toString() {
        return "CacheServer[url=" + Secret.maskUrl(url) + ", user=" + user + ", password=" + password + ", layout="
                + (layout == null ? "by width" : layout.word()) + "]";
    }
}
