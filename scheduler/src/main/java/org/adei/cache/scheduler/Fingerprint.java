package org.adei.cache.scheduler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.adei.cache.source.SourceGroup;

/** A hash of names, channels and limits of groups, in any order of the groups. Stateless. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(List<SourceGroup> groups) {
        MessageDigest digest = sha256();
        groups.stream().sorted(Comparator.comparing(SourceGroup::id)).forEach(group -> {
            add(digest, group.id().toString());
            group.channels().forEach(channel -> add(digest, channel));
            add(digest, group.limits().from() + ".." + group.limits().to());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
