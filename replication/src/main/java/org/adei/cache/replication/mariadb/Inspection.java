package org.adei.cache.replication.mariadb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adei.cache.replication.state.Flaw;
import org.adei.cache.replication.steward.ClockWatch;
import org.adei.cache.settings.ClusterServer;
import org.jspecify.annotations.Nullable;

/** What is wrong with servers beside their state: clocks, settings, rights of the stewards' account. Thread-safe. */
final class Inspection {
    private final Map<String, ClusterServer> servers;
    private final Map<String, ClockWatch> clocks = new ConcurrentHashMap<>();
    private final Map<String, Setup> setups = new ConcurrentHashMap<>();
    private final Map<String, Flaw> rights = new ConcurrentHashMap<>();
    private final Duration lease;

    Inspection(Map<String, ClusterServer> servers, Duration lease) {
        this.servers = servers;
        this.lease = lease;
        servers.keySet().forEach(name -> clocks.put(name, new ClockWatch(lease)));
    }

    /**
     * Settings without which no server may reign.
     *
     * @param id {@code server_id}
     * @param domain {@code gtid_domain_id}
     * @param strict {@code gtid_strict_mode}
     * @param open whether it accepts writes
     */
    record Setup(long id, long domain, boolean strict, boolean open) {}

    void heard(String name, Setup setup, ClockWatch.Reading reading) {
        setups.put(name, setup);
        clock(name).read(reading);
    }

    /** Its process has ended: the next one may run elsewhere, and by another clock. */
    void ended(String name) {
        clocks.put(name, new ClockWatch(lease));
    }

    /** The rights that the stewards' account lacks there, as one text; null if it has all. */
    void lacks(String name, @Nullable String text, boolean refused) {
        if (text == null) {
            rights.remove(name);
        } else {
            rights.merge(
                    name,
                    new Flaw(Flaw.Kind.RIGHTS, refused, text),
                    (old, found) -> new Flaw(found.kind(), old.bars() || found.bars(), found.text()));
        }
    }

    boolean lacksRights(String name) {
        return rights.containsKey(name);
    }

    private ClockWatch clock(String name) {
        return Objects.requireNonNull(clocks.get(name), name);
    }

    /** Whether a lease would last longer there than is waited for. */
    boolean isSlow(String name) {
        return clock(name).flaw().filter(Flaw::bars).isPresent();
    }

    /** Most servers seem to run behind when it is this machine that runs ahead: it must not count leases then. */
    boolean isOwnClockFast() {
        return 2 * servers.keySet().stream().filter(this::isSlow).count() > servers.size();
    }

    List<Flaw> flaws(String name) {
        List<Flaw> flaws = new ArrayList<>();
        clock(name).flaw().ifPresent(flaws::add);
        Optional.ofNullable(rights.get(name)).ifPresent(flaws::add);
        flaws.addAll(settings(name));
        return flaws;
    }

    private List<Flaw> settings(String name) {
        ClusterServer server = Objects.requireNonNull(servers.get(name), name);
        Setup setup = setups.get(name);
        List<Flaw> flaws = new ArrayList<>();
        if (setup == null) {
            return flaws;
        }
        if (setup.id() != server.id()) {
            flaws.add(setting("server_id is " + setup.id() + ", expected " + server.id()
                    + " as in the configuration: transactions are told apart by it"));
        }
        if (!server.witness() && !setup.strict()) {
            flaws.add(setting("gtid_strict_mode is OFF: without it a wrong position is accepted and rows differ without"
                    + " a word; SET GLOBAL gtid_strict_mode = 1"));
        }
        if (!server.witness() && setup.domain() != domain()) {
            flaws.add(setting(
                    "gtid_domain_id is " + setup.domain() + ", expected " + domain() + " as on the other servers"));
        }
        return flaws;
    }

    private static Flaw setting(String text) {
        return new Flaw(Flaw.Kind.SETTINGS, true, text);
    }

    /** The domain of the only server that accepts writes, else that of most, else the lowest. */
    private long domain() {
        List<Setup> data = setups.entrySet().stream()
                .filter(entry ->
                        !Objects.requireNonNull(servers.get(entry.getKey())).witness())
                .map(Map.Entry::getValue)
                .toList();
        List<Setup> open = data.stream().filter(Setup::open).toList();
        if (open.size() == 1) {
            return open.get(0).domain();
        }
        return data.stream()
                .map(Setup::domain)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .min(Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0L);
    }
}
