package org.adei.cache.testkit.mariadb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server started through a small shell script that reads a pipe from this JVM and ends the server when the pipe ends.
 * The kernel closes the pipe however the JVM ends, by {@code kill -9} too, so this is the one way in which servers are
 * kept from being left behind. A server with temporary data is killed and its folder deleted; another one is told to
 * shut down, and killed if it does not.
 */
final class Watchdog {
    private static final int CLOSE_SECONDS = 60;

    private static final String SCRIPT = """
            trap '' HUP INT
            remove=$1; out=$2; shift 2
            exec 3<&0 </dev/null
            "$@" >>"$out" 2>&1 3<&- &
            server=$!
            echo "$server"
            exec >/dev/null 2>&1
            (
              while read -r word <&3; do [ "$word" != release ] || exit 0; done
              trap '' TERM
              if [ -n "$remove" ]; then kill -KILL "$server"; else kill -TERM "$server"; kill -CONT "$server"; fi
              turns=0
              while kill -0 "$server"; do
                turns=$((turns + 1))
                [ "$turns" -lt 1000 ] || kill -KILL "$server"
                sleep 0.02 || sleep 1
              done
              [ -z "$remove" ] || rm -rf -- "$remove"
            ) &
            reader=$!
            exec 3<&-
            wait "$server"
            status=$?
            kill -TERM "$reader"
            wait "$reader"
            exit "$status"
            """;

    private final Process script;
    private final long pid;

    private Watchdog(Process script, long pid) {
        this.script = script;
        this.pid = pid;
    }

    static Watchdog start(ServerFolder folder, List<String> serverCommand) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "adei-mariadb"));
        command.add(folder.temporary() ? folder.root().toString() : "");
        command.add(folder.output().toString());
        command.addAll(serverCommand);
        Process script = new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .redirectError(folder.output().toFile())
                .start();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
        String pid = reader.readLine();
        if (pid == null) {
            throw new IOException("/bin/sh ended at once: " + LogTail.of(folder.output()));
        }
        return new Watchdog(script, Long.parseLong(pid.strip()));
    }

    long pid() {
        return pid;
    }

    /** True once the server has ended; waits for it up to the time given. */
    boolean endsWithin(long millis) {
        try {
            return script.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalMariaDbException("interrupted while waiting for the server with process " + pid, e);
        }
    }

    boolean isRunning() {
        return script.isAlive();
    }

    void signal(String name) {
        if (!Command.succeeds(List.of("/bin/sh", "-c", "kill -" + name + " " + pid))) {
            throw new LocalMariaDbException("signal " + name + " cannot be sent to process " + pid + ", is it gone?");
        }
    }

    /** Lets the server run on when the JVM ends. */
    void release() throws IOException {
        script.getOutputStream().write("release\n".getBytes(StandardCharsets.US_ASCII));
        script.getOutputStream().flush();
    }

    /** Ends the server as the end of the JVM would, and waits until it is gone. */
    void close() {
        try {
            script.getOutputStream().close();
        } catch (IOException e) {
            throw new LocalMariaDbException(
                    "the server with process " + pid + " cannot be ended: " + e.getMessage(), e);
        }
        if (!endsWithin(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS))) {
            throw new LocalMariaDbException(
                    "the server with process " + pid + " did not end within " + CLOSE_SECONDS + " s; kill it by hand");
        }
    }
}
