package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes that an operator stops, starts and scales, and looks at. */
class ControlIT {
    private static final String ALL = "scheduler,current,archive";
    private static final String LEASED =
            "SELECT COUNT(*) FROM adei_coverage WHERE session_id IS NOT NULL AND lease_until > SYSDATE(6)";

    /** Two seconds are promised; a loaded machine has more. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    /** The same of the ten seconds in which a stall is to be told. */
    private static final Duration STALL_TOLD = Duration.ofSeconds(15);

    private static final String TAIL =
            "SELECT c.token FROM adei_tail t JOIN adei_coverage c USING (group_number, from_ns)";

    @TempDir
    private Path folder;

    private LiveSetup setup;

    @BeforeEach
    void open() throws Exception {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        setup = new LiveSetup(folder);
        setup.table("log_a", 3_000);
    }

    @AfterEach
    void close() {
        setup.close();
    }

    private String get(String worker, String path) {
        Matcher address = Pattern.compile("metrics and health at (http://\\S+)").matcher(setup.output(worker));
        if (!address.find()) {
            return "";
        }
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address.group(1) + path)).build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void report(String what, long start) {
        System.out.printf("%s after %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void aSetupIsStoppedAndStartedWhileItsProcessesStayUp() throws Exception {
        WorkerProcess worker = setup.start("w", ALL);
        setup.awaitRows("a", 3_000);

        long stopping = System.nanoTime();
        assertThat(setup.run("stop").out()).contains("setup is stopped; the one worker follows");
        await().atMost(PROMISED).until(() -> setup.ask(LEASED).equals("0"));
        report("setup stopped", stopping);
        setup.rows("log_a", 3_000, 3_100);
        assertThat(setup.status().get("stopped").get(0).get("kind").asText()).isEqualTo("setup");
        assertThat(setup.run("status").out()).contains("stopped by ").contains("`start` lets it go on");
        assertThat(setup.cachedRows("a")).isEqualTo(3_000);
        assertThat(worker.isAlive()).isTrue();

        assertThat(setup.run("start").exit()).isEqualTo(AdeiCache.DONE);
        long starting = System.nanoTime();
        await().atMost(PROMISED).until(() -> setup.cachedRows("a") == 3_100);
        report("setup started", starting);
        setup.sameAsUndisturbed(1);
    }

    @Test
    void aGroupOrALaneIsStoppedAloneAndTheOthersGoOn() throws Exception {
        setup.table("log_b", 1_000);
        setup.start("w", ALL);
        setup.awaitRows("a", 3_000);
        setup.awaitRows("b", 1_000);

        assertThat(setup.run("stop", "--group", "src/x/b").err()).contains("the cache has no group src/x/b");
        String group = setup.status().get("groups").get(1).get("group").asText();
        long stopping = System.nanoTime();
        assertThat(setup.run("stop", "--group", group).exit()).isEqualTo(AdeiCache.DONE);
        await().atMost(PROMISED).until(() -> setup.ask(LEASED).equals("1"));
        report("group stopped", stopping);
        setup.rows("log_b", 1_000, 1_100);
        setup.rows("log_a", 3_000, 3_100);
        setup.awaitRows("a", 3_100);
        assertThat(setup.cachedRows("b")).isEqualTo(1_000);
        setup.run("start", "--group", group);
        setup.awaitRows("b", 1_100);

        long lane = System.nanoTime();
        setup.run("stop", "--lane", "current");
        await().atMost(PROMISED).until(() -> setup.ask(LEASED).equals("0"));
        report("lane current stopped", lane);
        setup.run("start", "--lane", "current");
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aLaneIsScaledOverAllProcessesAndAnewWhenOneGoes() throws Exception {
        setup.start("one", ALL);
        WorkerProcess two = setup.start("two", "archive");
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.status().path("workers").size() == 2);

        long scaling = System.nanoTime();
        assertThat(setup.run("scale", "--lane", "archive", "--threads", "7").out())
                .contains("lane archive has 7 threads over all processes; 2 workers follow");
        await().atMost(PROMISED)
                .until(() -> threads("one").equals("4") && threads("two").equals("3"));
        report("scaled", scaling);
        two.kill9();
        await().atMost(PROMISED).until(() -> threads("one").equals("7"));
        assertThat(setup.run("status").out()).contains("worker two: it ended without saying so");
        setup.run("scale", "--lane", "archive", "--reset");
        await().atMost(PROMISED).until(() -> threads("one").equals("2"));
        setup.awaitRows("a", 3_000);
        setup.sameAsUndisturbed(1);
    }

    private String threads(String worker) {
        return setup.ask(
                "SELECT REGEXP_SUBSTR(threads, '(?<=archive=)[0-9]+') FROM adei_worker WHERE name = '" + worker + "'");
    }

    @Test
    void aSecondProcessOfTheSameNameGetsANumber() throws Exception {
        setup.start("w", ALL);
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.status().path("workers").size() == 1);
        WorkerProcess second = WorkerProcess.start(
                folder.resolve("second"),
                "run",
                "--name",
                "w",
                "--config",
                folder.resolve("setup.yaml").toString());
        try (second) {
            await().atMost(LiveSetup.SOON).until(() -> setup.output("second").contains("this one is listed as w-2"));
            assertThat(setup.run("status").out()).contains("w-2");
        }
    }

    @Test
    void aSourceThatHangsIsAnAlertALineOfTheLogAndNamedInTheStatus() throws Exception {
        setup.start("w", ALL);
        setup.awaitRows("a", 3_000);
        await().atMost(LiveSetup.SOON).until(() -> get("w", "/metrics").contains("adei_stalled{lane=\"current\"} 0"));
        assertThat(get("w", "/metrics"))
                .contains(
                        "adei_leader 1",
                        "adei_rows_total{lane=\"current\"}",
                        "adei_lag_seconds{",
                        "adei_commit_seconds_bucket")
                .contains(
                        "adei_queue_waiting{lane=\"archive\"}",
                        "adei_pool_connections{",
                        "adei_source_up{source=\"src\"} 1");
        assertThat(get("w", "/health")).contains("\"status\":\"good\"");

        long frozen = System.nanoTime();
        setup.proxy().blackHole();
        await().atMost(STALL_TOLD).until(() -> get("w", "/metrics").contains("adei_stalled{lane=\"current\"} 1"));
        report("stall told", frozen);
        assertThat(get("w", "/health")).contains("\"status\":\"bad\"", "current");
        assertThat(setup.named("worker", "w")).contains("lane current stands still");
        assertThat(setup.named("source-down", "src")).containsAnyOf("has not answered for 5 s", "cannot be reached");
        setup.proxy().heal();
        setup.rows("log_a", 3_000, 3_100);
        setup.awaitRows("a", 3_100);
        await().atMost(LiveSetup.SOON).until(() -> setup.output("w").contains("lane current makes progress again"));
        assertThat(setup.output("w").split("lane current stands still", -1)).hasSize(2);
        setup.sameAsUndisturbed(1);
    }

    @Test
    void aFollowedGroupIsCachedAnewAndGoesOnBeingFollowed() throws Exception {
        setup.seldom();
        setup.start("w", ALL);
        setup.start("v", "current,archive");
        setup.awaitRows("a", 3_000);
        await().atMost(LiveSetup.SOON).until(this::isFollowed);

        String holder = setup.ask(TAIL);
        setup.source("UPDATE log_a SET v0 = 100 WHERE ts < 1700000500000");
        assertThat(setup.run("recache", "--group", setup.group("a"), "--to", "2023-11-14T22:30:00Z")
                        .out())
                .contains("2 workers follow within 2 s");
        long old = System.nanoTime();
        await().atMost(LiveSetup.SOON).until(() -> setup.cachedRows("a") == 3_000);
        report("old rows cached anew", old);
        assertThat(setup.ask(TAIL)).as("token of the tail").isEqualTo(holder);
        assertGreatest(100);

        setup.source("UPDATE log_a SET v0 = 200 WHERE ts < 1700000500000 OR ts > 1700002900000");
        assertThat(setup.run("recache", "--group", setup.group("a")).exit()).isEqualTo(AdeiCache.DONE);
        long all = System.nanoTime();
        await().atMost(LiveSetup.SOON).until(() -> setup.cachedRows("a") == 3_000 && isFollowed());
        report("all rows cached anew", all);
        assertThat(setup.ask(TAIL)).as("token of the tail").isNotEqualTo(holder);
        assertGreatest(200);
        setup.rows("log_a", 3_000, 3_100);
        await().atMost(LiveSetup.SOON).until(() -> setup.cachedRows("a") == 3_100);
        setup.sameAsUndisturbed(1);
    }

    private boolean isFollowed() {
        String by = setup.status().path("groups").path(0).path("followed_by").asText("null");
        return !by.equals("null");
    }

    /** The greatest value that a reader finds in raw rows and in windows, from the finest level to the coarsest. */
    private void assertGreatest(double expected) throws JsonProcessingException {
        for (String points : List.of("3000", "250", "40", "4")) {
            Session query = setup.run(
                    "query", "--group", setup.group("a"), "--channels", "v0", "--format", "json", "--points", points);
            JsonNode answer = JsonMapper.builder().build().readTree(query.out());
            double greatest = Double.NEGATIVE_INFINITY;
            for (JsonNode max : answer.at("/channels/0/max")) {
                greatest = Math.max(greatest, max.asDouble());
            }
            assertThat(greatest).as("with " + points).isEqualTo(expected);
        }
    }
}
