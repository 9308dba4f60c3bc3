package org.adei.cache.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whom, and which library belongs where. */
class ModuleRulesTest {
    private static final String CORE = "org.adei.cache";
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(CORE);
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                not(
                        "sources do not see their neighbours",
                        "source.jdbc|source.csv|source.log|source.synthetic|source.file|source.rule",
                        "scheduler|replication|worker|testkit"),
                not(
                        "the scheduler does not see its neighbours",
                        "scheduler",
                        "source.jdbc|source.csv|source.log|source.synthetic|source.file|source.rule|replication|worker|testkit"),
                not(
                        "replication does not see its neighbours",
                        "replication",
                        "source.jdbc|source.csv|source.log|source.synthetic|source.file|source.rule|scheduler|worker|testkit"),
                not(
                        "the engine sees none of what is built on it",
                        "model|source|aggregate|packed|ingest|log|store|query|work|control|measure|tail|digest|engine|settings|failure",
                        "scheduler|replication|worker|testkit|source.jdbc|source.csv|source.log|source.synthetic|source.file|source.rule"),
                not(
                        "the testkit shares no code with what it judges",
                        "testkit",
                        "model|source|aggregate|packed|ingest|log|store|query|work|control|measure|tail|digest|engine|settings|failure|scheduler|replication|worker"),
                not("aggregation knows no database", "aggregate", "store|ingest|engine|query|settings"),
                not("packed spans know no database", "packed", "store|ingest|engine|query|settings"),
                library(
                        "JDBC stays in adapters, MariaDB packages and the testkit",
                        "java.sql..",
                        "..mariadb..",
                        "..jdbc..",
                        "..testkit..",
                        "..worker.."),
                library("jOOQ stays in the adapters and MariaDB packages", "org.jooq..", "..mariadb..", "..jdbc.."),
                library("the ring stays in ingest", "com.lmax..", "..ingest.."),
                library("Flyway stays with the MariaDB store", "org.flywaydb..", "..store.mariadb.."),
                library("the calendar stays with the scheduler", "org.quartz..", "..scheduler.."),
                library("zstd stays with packed spans", "com.github.luben..", "..packed.."),
                library("the pool stays with databases", "com.zaxxer..", "..mariadb..", "..jdbc.."),
                library("the command line stays in the worker", "picocli..", "..worker..", "..benchmarks.."),
                library("Micrometer stays with what is served", "io.micrometer..", "..worker.serve.."),
                library("CSV stays in its adapter", "de.siegmar..", "..csv.."));
    }

    private static ArchRule not(String name, String from, String to) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(to))
                .allowEmptyShould(true)
                .as(name);
    }

    /** {@code source} alone is the port; its adapters are named with their second word. */
    private static String[] packages(String words) {
        return Stream.of(words.split("\\|"))
                .map(word -> word.equals("source") ? CORE + ".source" : CORE + "." + word + "..")
                .toArray(String[]::new);
    }

    private static ArchRule library(String name, String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .as(name);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everythingStaysInItsRoom(ArchRule rule) {
        rule.check(all);
    }

    /**
     * Leases, retention and lag are measured by the database's clock; only the age of files, names of archives and the
     * times that a Lease of Kubernetes shows are not.
     */
    @Test
    void noClockOfAWorkerDecidesAnything() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("source.file|testkit|benchmarks"))
                .and()
                .doNotHaveFullyQualifiedName("org.adei.cache.replication.mariadb.Care")
                .and()
                .doNotHaveFullyQualifiedName("org.adei.cache.replication.mariadb.Stewardship")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.InstantSource.class, "system")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone")
                .check(all);
    }

    @Test
    void packagesOfTheEngineFormNoCycle() {
        slices().matching("org.adei.cache.(*)..")
                .should()
                .beFreeOfCycles()
                .as("packages form no cycle")
                .check(all.that(resideOutsideOfPackages(
                        packages("source.jdbc|source.csv|source.log|source.synthetic|source.file|source.rule"))));
    }

    @Test
    void failuresOfTheEngineHaveOneRoot() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .resideInAPackage(CORE + ".failure")
                .should()
                .beAssignableTo(org.adei.cache.failure.CacheException.class)
                .check(all);
    }
}
