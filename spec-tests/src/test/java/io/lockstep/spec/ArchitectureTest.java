package io.lockstep.spec;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which module and which package may know which. */
class ArchitectureTest {
  private static final String GRAMMAR = "io.lockstep.grammar..";
  private static final String LIBOS = "io.lockstep.libos..";
  private static final String ENGINE = "io.lockstep.engine..";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.lockstep");

  @Test
  void allThreeModulesAreLookedAt() {
    for (String name :
        List.of(
            "io.lockstep.grammar.Scenarios",
            "io.lockstep.libos.Kernel",
            "io.lockstep.engine.Engine")) {
      assertThat(ALL.contain(name)).as(name).isTrue();
    }
  }

  @Test
  void grammarKnowsNoOtherModule() {
    noClasses().that().resideInAPackage(GRAMMAR)
        .should().dependOnClassesThat().resideInAnyPackage(LIBOS, ENGINE)
        .check(ALL);
  }

  @Test
  void libosKnowsNoOtherModule() {
    noClasses().that().resideInAPackage(LIBOS)
        .should().dependOnClassesThat().resideInAnyPackage(GRAMMAR, ENGINE)
        .check(ALL);
  }

  @Test
  void theParserGeneratorStaysInsideTheGrammar() {
    noClasses().that().resideOutsideOfPackage("io.lockstep.grammar.internal..")
        .should().dependOnClassesThat().resideInAPackage("org.antlr..")
        .check(ALL);
    noClasses().that().resideOutsideOfPackage(GRAMMAR)
        .should().dependOnClassesThat().resideInAnyPackage(
            "io.lockstep.grammar.internal..",
            "io.lockstep.grammar.format..",
            "io.lockstep.grammar.yaml..")
        .check(ALL);
  }

  @Test
  void theGrammarUsesThreeLibraries() {
    classes().that().resideInAPackage(GRAMMAR)
        .should().onlyDependOnClassesThat()
        .resideInAnyPackage(
            GRAMMAR, "java..", "org.antlr.v4.runtime..", "com.google.common..",
            "org.yaml.snakeyaml..")
        .check(ALL);
  }

  /** The entrance and what all parts give out share a package, so that users need only one. */
  @Test
  void noPartsOfTheGrammarDependOnEachOther() {
    Set<String> entrance = Set.of("Scenarios", "ScenarioLoader", "LoadResult", "SourceReader");
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                if (!name.startsWith("io.lockstep.grammar")) {
                  return SliceIdentifier.ignore();
                }
                String top = type.getName().split("\\$")[0];
                boolean way = entrance.contains(top.substring(top.lastIndexOf('.') + 1));
                return SliceIdentifier.of(name, way ? "entrance" : "");
              }

              @Override
              public String getDescription() {
                return "parts of the grammar";
              }
            })
        .should().beFreeOfCycles()
        .check(ALL);
  }

  @Test
  void onlyTheLibosModuleTouchesNativeCode() {
    noClasses().that().resideOutsideOfPackage("io.lockstep.libos")
        .should().dependOnClassesThat().resideInAPackage("com.sun.jna..")
        .check(ALL);
    classes().that().containAnyMethodsThat(
            DescribedPredicate.describe(
                "are native", method -> method.getModifiers().contains(JavaModifier.NATIVE)))
        .should().haveNameMatching("io\\.lockstep\\.libos\\.Native(\\$Entry)?")
        .andShould().bePackagePrivate()
        .check(ALL);
  }

  @Test
  void theLanguageIsKnownToTheResolverAlone() {
    noClasses().that().resideInAPackage("io.lockstep.engine.(*)..")
        .and().resideOutsideOfPackages(
            "io.lockstep.engine.resolve", "io.lockstep.engine.cli", "io.lockstep.engine.check",
            "io.lockstep.engine.shrink")
        .and().resideOutsideOfPackage("io.lockstep.engine.lsp")
        .and().resideOutsideOfPackage("io.lockstep.engine")
        .should().dependOnClassesThat().resideInAPackage("io.lockstep.grammar.ast..")
        .check(ALL);
  }

  /** The packages of the engine, each with those that it may use. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "model, -",
        "json, model",
        "check, json",
        "describe, model json",
        "graph, model describe json",
        "layout, -",
        "markup, -",
        "draw, model describe json graph layout markup",
        "explain, model describe json",
        "script, model syscall",
        "resolve, model packet script syscall",
        "packet, model",
        "syscall, -",
        "netlink, model syscall",
        "configure, model netlink syscall",
        "inspect, model configure netlink syscall",
        "programs, model",
        "traffic, model programs script syscall",
        "sim, model graph configure inspect netlink packet programs script traffic syscall",
        "series, model inspect sim",
        "capture, model packet sim",
        "compare, model packet sim capture",
        "verdict, model describe packet script series sim",
        "report, model describe packet programs script series sim verdict json markup",
        "plot, model draw series",
        "page, model json describe draw markup packet programs report series sim verdict",
        "coverage, markup",
        "shrink, -",
        "lsp, model packet resolve script syscall",
      })
  void anEnginePackageUsesOnlyThoseBelowIt(String name, String below) {
    List<String> allowed = new ArrayList<>(List.of("io.lockstep.engine." + name + ".."));
    if (below != null) {
      Stream.of(below.split(" ")).map(used -> "io.lockstep.engine." + used + "..").forEach(allowed::add);
    }
    noClasses().that().resideInAPackage("io.lockstep.engine." + name)
        .should().dependOnClassesThat(
            resideInAPackage(ENGINE)
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new)))))
        .check(ALL);
  }

  @Test
  void theModelHoldsDataAndNothingElse() {
    classes().that().resideInAPackage("io.lockstep.engine.model")
        .should().onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.lockstep.engine.model", "java.lang..", "java.util..", "java.net", "java.math",
            "com.google.common..")
        .check(ALL);
  }

  @Test
  void noPackagesDependOnEachOther() {
    slices().matching("io.lockstep.engine.(*)..").should().beFreeOfCycles().check(ALL);
    slices().matching("io.lockstep.libos.(*)..").should().beFreeOfCycles().check(ALL);
  }

  /** What differs between two runs of the same program has no place in a simulation. */
  @Test
  void nothingInARunReadsAClockOrThrowsDice() {
    noClasses().that().resideInAPackage(ENGINE)
        .and().resideOutsideOfPackages(
            "io.lockstep.engine.cli",
            // Processes that run simulations, not simulations.
            "io.lockstep.engine.suite", "io.lockstep.engine.bisect")
        .should().callMethod(System.class, "nanoTime")
        .orShould().callMethod(System.class, "currentTimeMillis")
        .orShould().callMethod(System.class, "identityHashCode", Object.class)
        .orShould().callMethod(System.class, "getenv", String.class)
        .orShould().callMethod(Math.class, "random")
        .orShould().dependOnClassesThat().belongToAnyOf(
            Random.class, ThreadLocalRandom.class, Thread.class)
        .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
        .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Instant")
        .check(ALL);
  }
}
