package org.adei.cache.replication.mariadb;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks all servers at once and waits a bounded time for their answers. Thread-safe. */
final class Round {
    private final ExecutorService threads;
    private final Duration patience;

    Round(ExecutorService threads, Duration patience) {
        this.threads = threads;
        this.patience = patience;
    }

    /** What one server answered. */
    private record Reply<T>(String server, T answer) {}

    /** Answers by server, without those that came too late; some are asked, but not waited for. */
    <T> Map<String, T> ask(Collection<String> servers, Set<String> hopeless, Function<String, T> question) {
        Set<String> awaited = new HashSet<>(servers);
        awaited.removeAll(hopeless);
        return ask(servers, question, answers -> answers.keySet().containsAll(awaited));
    }

    /** Once a majority agreed the rest is not waited for. If those that come first do not agree nobody else is asked. */
    Set<String> agreeByMajority(Collection<String> servers, Set<String> first, Predicate<String> question) {
        Set<String> agreed = yes(ask(first, question::test, answers -> false));
        if (!agreed.containsAll(first)) {
            return Set.of();
        }
        Set<String> others = new HashSet<>(servers);
        others.removeAll(first);
        agreed.addAll(yes(ask(
                others,
                question::test,
                answers -> 2 * (first.size() + yes(answers).size()) > servers.size())));
        return agreed;
    }

    private static Set<String> yes(Map<String, Boolean> answers) {
        Set<String> agreed = new HashSet<>();
        answers.forEach((server, answer) -> {
            if (answer) {
                agreed.add(server);
            }
        });
        return agreed;
    }

    private <T> Map<String, T> ask(
            Collection<String> servers, Function<String, T> question, Predicate<Map<String, T>> enough) {
        CompletionService<Reply<T>> replies = new ExecutorCompletionService<>(threads);
        servers.forEach(server -> replies.submit(() -> new Reply<>(server, question.apply(server))));
        Map<String, T> answers = new HashMap<>();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (int asked = servers.size(); asked > 0 && !enough.test(answers); asked--) {
                Future<Reply<T>> reply = replies.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (reply == null) {
                    return answers;
                }
                answers.put(reply.get().server(), reply.get().answer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question to a server ended in a way that is a fault of this program", e);
        }
        return answers;
    }
}
