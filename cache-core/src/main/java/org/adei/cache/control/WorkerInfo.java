package org.adei.cache.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.adei.cache.work.LaneName;

/**
 * A process that works on a cache, as it presents itself.
 *
 * @param name what it wants to be called; a second one of that name gets a number behind it
 * @param host machine
 * @param pid number of the process there
 * @param roles what it does
 * @param threads lanes that it has, each with its configured threads
 */
public record WorkerInfo(String name, String host, long pid, List<String> roles, Map<LaneName, Integer> threads) {
    /** Longest name. */
    public static final int MOST_TEXT = 250;

    public WorkerInfo {
        if (name.isBlank() || name.length() > MOST_TEXT || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name of a worker \"" + name + "\" cannot be used: expected 1 to "
                    + MOST_TEXT + " characters that can be printed");
        }
        roles = List.copyOf(roles);
        threads = Map.copyOf(threads);
    }

    /**
     * This process.
     *
     * @param name what it wants to be called; empty for the name of the machine
     */
    public static WorkerInfo here(String name, List<String> roles, Map<LaneName, Integer> threads) {
        String host = machine();
        return new WorkerInfo(
                name.isEmpty() ? host : name, host, ProcessHandle.current().pid(), roles, threads);
    }

    private static String machine() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.length() <= MOST_TEXT ? host : host.substring(0, MOST_TEXT);
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
