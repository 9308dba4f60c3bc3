package org.adei.cache.replication.kubernetes;

import java.util.regex.Pattern;

/**
 * Which Lease.
 *
 * @param namespace its namespace
 * @param name its name there
 */
public record LeaseName(String namespace, String name) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    public LeaseName {
        check("namespace", namespace);
        check("name", name);
    }

    /**
     * Reads {@code namespace/name}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static LeaseName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Lease is \"" + text + "\": expected namespace/name");
        }
        return new LeaseName(text.substring(0, slash), text.substring(slash + 1));
    }

    private static void check(String what, String value) {
        if (!LABEL.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " of the Lease is \"" + value
                    + "\": expected at most 63 small letters, digits and inner hyphens");
        }
    }

    String collection() {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    String path() {
        return collection() + "/" + name;
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
