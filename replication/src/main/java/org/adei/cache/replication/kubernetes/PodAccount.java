package org.adei.cache.replication.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.adei.cache.failure.ConfigurationException;

/** The service account that Kubernetes gives to a pod: files with token, certificate and namespace. */
public final class PodAccount {
    /** Where pods find it. */
    public static final Path MOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final Path folder;
    private final UnaryOperator<String> environment;

    /**
     * An account that is looked at when it is used.
     *
     * @param environment gives a variable's value, empty if it is not set
     */
    public PodAccount(Path folder, UnaryOperator<String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * The API as this pod reaches it.
     *
     * @param patience how long a call may take
     * @throws ConfigurationException if this is no pod, or one without an account
     */
    public KubernetesApi api(Duration patience) {
        String host = environment.apply("KUBERNETES_SERVICE_HOST");
        String port = environment.apply("KUBERNETES_SERVICE_PORT");
        if (host.isEmpty() || port.isEmpty()) {
            throw new ConfigurationException(
                    "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: a Lease of"
                            + " Kubernetes can vote only for processes that run in a pod; use a witness server else");
        }
        read("token");
        URI base = URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trust())
                .connectTimeout(patience)
                .build();
        return new KubernetesApi(base, client, () -> read("token"), patience);
    }

    /** Namespace of the pod. */
    public String namespace() {
        return read("namespace");
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            throw missing(name, e);
        }
    }

    private SSLContext trust() {
        try (InputStream file = Files.newInputStream(folder.resolve("ca.crt"))) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw missing("ca.crt", e);
        }
    }

    private ConfigurationException missing(String name, Exception cause) {
        return new ConfigurationException(
                folder.resolve(name) + " cannot be used: expected the service account of a pod;"
                        + " set automountServiceAccountToken: true",
                cause);
    }
}
