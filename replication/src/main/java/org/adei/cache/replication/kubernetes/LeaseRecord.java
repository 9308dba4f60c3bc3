package org.adei.cache.replication.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.adei.cache.replication.steward.Ballot;

/** A Lease as the API writes it, with the vote in its annotations. What others put there is kept. Immutable. */
final class LeaseRecord {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "cache.adei.org/";
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final ObjectNode root;

    private LeaseRecord(ObjectNode root) {
        this.root = root;
    }

    /** One that is not there yet and that nobody holds. */
    static LeaseRecord absent(LeaseName name) {
        ObjectNode root = JSON.createObjectNode()
                .put("apiVersion", "coordination.k8s.io/v1")
                .put("kind", "Lease");
        root.putObject("metadata").put("namespace", name.namespace()).put("name", name.name());
        return new LeaseRecord(root);
    }

    /** Reads one, with numbers where numbers belong. */
    static LeaseRecord parse(String text) throws IOException {
        try {
            if (JSON.readTree(text) instanceof ObjectNode root
                    && root.path("metadata").path("resourceVersion").isTextual()) {
                LeaseRecord lease = new LeaseRecord(root);
                lease.term();
                lease.epoch();
                lease.primary();
                return lease;
            }
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new IOException("its text cannot be read: " + e.getMessage(), e);
        }
        throw new IOException("it has no metadata.resourceVersion: expected a Lease");
    }

    /** Empty for one that is not there yet. */
    String version() {
        return root.path("metadata").path("resourceVersion").asText("");
    }

    String holder() {
        return root.path("spec").path("holderIdentity").asText("");
    }

    long term() {
        return number("term");
    }

    long epoch() {
        return number("epoch");
    }

    long primary() {
        return number("primary");
    }

    private long number(String name) {
        JsonNode value = root.path("metadata").path("annotations").path(MARK + name);
        return value.isMissingNode() ? 0 : Long.parseLong(value.asText());
    }

    /** The same, held by a steward who stands for a ballot; a reign that is past is not gone back to. */
    LeaseRecord granted(String steward, Ballot ballot, Duration seat, Instant now) {
        LeaseRecord next = prolonged(now);
        ObjectNode spec = next.root.withObject("/spec");
        if (!holder().equals(steward)) {
            spec.put("leaseTransitions", spec.path("leaseTransitions").asInt() + 1);
            spec.put("acquireTime", MICRO_TIME.format(now));
        }
        spec.put("holderIdentity", steward);
        spec.put("leaseDurationSeconds", Math.max(1, (int) Math.ceil(seat.toMillis() / 1000.0)));
        ObjectNode marks = next.root.withObject("/metadata/annotations");
        marks.put(MARK + "term", Long.toString(ballot.term()));
        if (ballot.epoch() >= epoch()) {
            marks.put(MARK + "epoch", Long.toString(ballot.epoch()));
            marks.put(MARK + "primary", Long.toString(ballot.primary()));
        }
        return next;
    }

    /** The same with the time of now. */
    LeaseRecord prolonged(Instant now) {
        ObjectNode copy = root.deepCopy();
        copy.withObject("/spec").put("renewTime", MICRO_TIME.format(now));
        return new LeaseRecord(copy);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
