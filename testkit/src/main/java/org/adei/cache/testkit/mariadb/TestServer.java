package org.adei.cache.testkit.mariadb;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server that the tests of this JVM share: started by the first that asks, ended with the JVM. */
record TestServer(String address, String parameters, String user, String password) {
    private static final String VARIABLE = "ADEI_TEST_MARIADB_URL";
    private static final Pattern URL = Pattern.compile("(jdbc:mariadb://[^/?]+)(?:/[^?]*)?(?:\\?(.*))?");

    private static @Nullable MariaDbBinaries binaries;
    private static @Nullable TestServer shared;

    static Optional<String> unavailable() {
        if (external().isEmpty() && binaries() instanceof MariaDbBinaries.Missing missing) {
            return Optional.of(missing.reason() + "; or name a server in " + VARIABLE);
        }
        return Optional.empty();
    }

    static synchronized TestServer shared() {
        TestServer known = shared;
        if (known == null) {
            String url = external();
            known = url.isEmpty() ? startLocal() : parse(url);
            shared = known;
        }
        return known;
    }

    String jdbcUrl(String schema) {
        return address + "/" + schema + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    static TestServer parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new LocalMariaDbException(
                    VARIABLE + " is no address of a MariaDB: expected jdbc:mariadb://host:port/?user=..&password=..");
        }
        StringBuilder parameters = new StringBuilder();
        String user = "root";
        String password = "";
        String given = matcher.group(2) == null ? "" : matcher.group(2);
        for (String parameter : given.split("&")) {
            if (parameter.startsWith("user=")) {
                user = parameter.substring("user=".length());
            } else if (parameter.startsWith("password=")) {
                password = parameter.substring("password=".length());
            } else if (!parameter.isEmpty()) {
                parameters.append(parameters.isEmpty() ? "" : "&").append(parameter);
            }
        }
        return new TestServer(matcher.group(1), parameters.toString(), user, password);
    }

    private static TestServer startLocal() {
        if (binaries() instanceof MariaDbBinaries.Found found) {
            LocalMariaDb server = LocalMariaDb.start(found, MariaDbOptions.fast());
            return new TestServer(
                    "jdbc:mariadb://127.0.0.1:" + server.port(), "sslMode=disable", server.user(), server.password());
        }
        throw new LocalMariaDbException(unavailable().orElseThrow());
    }

    private static synchronized MariaDbBinaries binaries() {
        MariaDbBinaries known = binaries;
        if (known == null) {
            known = MariaDbBinaries.locate();
            binaries = known;
        }
        return known;
    }

    private static String external() {
        String property = System.getProperty(VARIABLE);
        String value = property == null ? System.getenv(VARIABLE) : property;
        return value == null ? "" : value.strip();
    }
}
