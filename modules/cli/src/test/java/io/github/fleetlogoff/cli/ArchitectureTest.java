package io.github.fleetlogoff.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The arrows between the modules, and what only one of them may touch.
class ArchitectureTest {
    private static final String ROOT = "io.github.fleetlogoff.";

    /// Module → the modules it may use; nothing else of ours.
    private static final Map<String, List<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("model", List.of()),
                    Map.entry("ntlm", List.of()),
                    Map.entry("psrp", List.of()),
                    Map.entry("inventory", List.of("model")),
                    Map.entry("planner", List.of("model")),
                    Map.entry("report", List.of("model")),
                    Map.entry("runner", List.of("model")),
                    Map.entry("sessions", List.of("model", "runner")),
                    Map.entry("winrm", List.of("sessions", "model", "ntlm", "psrp")),
                    Map.entry("simulator", List.of("model", "ntlm", "psrp")),
                    Map.entry(
                            "cli",
                            List.of(
                                    "inventory",
                                    "planner",
                                    "report",
                                    "runner",
                                    "sessions",
                                    "winrm",
                                    "simulator",
                                    "model")));

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.github.fleetlogoff");

    @Test
    void every_module_is_seen() {
        ARROWS.keySet()
                .forEach(module ->
                        assertThat(
                                        OURS.stream()
                                                .anyMatch(type ->
                                                        type.getPackageName()
                                                                .startsWith(ROOT + module)))
                                .as(module)
                                .isTrue());
    }

    @Test
    void modules_use_only_what_their_arrows_allow() {
        ARROWS.forEach((module, allowed) -> {
            String[] forbidden =
                    ARROWS.keySet().stream()
                            .filter(other -> !other.equals(module) && !allowed.contains(other))
                            .map(other -> ROOT + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(OURS);
        });
    }

    @Test
    void only_its_own_room_knows_winrm4j_and_cxf() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "winrm.winrm4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.cloudsoft..",
                        "org.apache..",
                        "com.sun.xml..",
                        "org.glassfish..",
                        "javax.activation..",
                        "javax.jws..",
                        "javax.xml.bind..",
                        "javax.xml.soap..",
                        "javax.xml.ws..")
                .check(OURS);
    }

    /// Others would see the copy of the class path, which finds no libraries in what is shipped.
    @Test
    void only_its_loader_knows_the_engine_winrm4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "winrm.winrm4j..")
                .and()
                .doNotHaveSimpleName("Winrm4jEngine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "winrm.winrm4j..")
                .check(OURS);
    }

    @Test
    void only_winrm_the_simulator_and_the_directory_open_sockets() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "winrm..", ROOT + "simulator..")
                .and()
                // It tells others that a run has ended, and knows no host.
                .haveNameNotMatching(".*[.]cli[.]Webhook([$].*)?")
                .and()
                .haveNameNotMatching(".*[.]inventory[.]Directory.*")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net..")
                .check(OURS);
    }

    @Test
    void only_cli_reads_the_clock_sleeps_prints_and_exits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .and()
                .resideInAnyPackage(
                        ARROWS.keySet().stream()
                                .map(name -> ROOT + name + "..")
                                .toArray(String[]::new))
                .and()
                .haveSimpleNameNotStartingWith("PackScript")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    @Test
    void only_the_directory_knows_ldap() {
        noClasses()
                .that()
                .haveNameNotMatching(".*[.]inventory[.]Directory.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.unboundid..")
                .check(OURS);
    }

    /// Read by reflection they take a third of a start (docs/decisions/0040).
    @Test
    void nobody_declares_options_by_annotations() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("picocli..")
                                .and(describe("are annotations", JavaClass::isAnnotation)))
                .check(OURS);
    }

    @Test
    void names_say_what_a_class_is() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotStartingWith("Abstract")
                .check(OURS);
    }
}
