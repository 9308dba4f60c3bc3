package org.adei.cache.source.jdbc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.adei.cache.settings.Secret;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceSettings;
import org.jspecify.annotations.Nullable;

/**
 * A database that is read through JDBC.
 *
 * @param url {@code jdbc:mariadb:}, {@code jdbc:mysql:}, {@code jdbc:postgresql:} or {@code jdbc:sqlite:} with the
 *     database; parameters of the driver in it win over those that this module sets
 * @param user account, best one that may only read; empty for SQLite
 * @param password its password
 * @param limits what is asked of the server at most
 * @param groups which tables are groups, at least one rule
 * @param push whether the server's binary log is followed
 */
public record JdbcSettings(
        String url, String user, Secret password, JdbcLimits limits, List<JdbcGroup> groups, PushMode push)
        implements SourceSettings {
    public JdbcSettings {
        Dialect.of(url);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("groups is empty: expected at least one rule with tables and time");
        }
        groups = List.copyOf(groups);
        if (push == PushMode.ON && !(Dialect.of(url) instanceof MariaDbDialect)) {
            throw new IllegalArgumentException(
                    "push is on: expected off or auto, since only MariaDB and MySQL have a log that can be followed");
        }
    }

    /** The same with a push where the server grants it. */
    public JdbcSettings(String url, String user, Secret password, JdbcLimits limits, List<JdbcGroup> groups) {
        this(url, user, password, limits, groups, PushMode.AUTO);
    }

    @JsonCreator
    static JdbcSettings of(
            @JsonProperty("url") @Nullable String url,
            @JsonProperty("user") @Nullable String user,
            @JsonProperty("password") @Nullable Secret password,
            @JsonProperty("limits") @Nullable JdbcLimits limits,
            @JsonProperty("groups") @Nullable List<JdbcGroup> groups,
            @JsonProperty("push") @Nullable PushMode push) {
        return new JdbcSettings(
                Given.text("url", url),
                user == null ? "" : user,
                password == null ? Secret.NONE : password,
                limits == null ? JdbcLimits.DEFAULT : limits,
                Given.value("groups", groups),
                push == null ? PushMode.AUTO : push);
    }

    @Override
    public Source open(String name) {
        return JdbcSource.of(name, this);
    }

    @Override
    public String toString() {
        return "JdbcSettings[url=" + Secret.maskUrl(url) + ", user=" + user + ", password=" + password + ", limits="
                + limits + ", groups=" + groups + ", push=" + push + "]";
    }
}
