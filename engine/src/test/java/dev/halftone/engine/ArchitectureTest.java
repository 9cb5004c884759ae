package dev.halftone.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Checks the dependencies between the packages of the engine.
@Tag("slow")
class ArchitectureTest {
    private static final String ROOT = "dev.halftone.engine";

    /// Lowest package first: each may depend only on those before it. The root package may depend on all.
    private static final List<String> PACKAGES = List.of(
            "request",
            "net",
            "limit",
            "zip",
            "xlsx",
            "catalog",
            "database",
            "ledger",
            "storage",
            "isolation",
            "fetch",
            "processing",
            "report",
            "webhook",
            "imageservice",
            "task");

    private static final JavaClasses ENGINE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @TestFactory
    List<DynamicTest> packageDependsOnlyOnPackagesBeforeIt() {
        return PACKAGES.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(ROOT + "." + name)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(packagesAfter(name))
                                .check(ENGINE)))
                .toList();
    }

    @Test
    void listsEveryPackage() {
        var packages = ENGINE.getPackage(ROOT).getSubpackages();

        assertThat(packages).extracting(JavaPackage::getRelativeName).containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @Test
    void marksEveryPackageNullMarked() {
        assertThat(ENGINE.getPackage(ROOT).getSubpackagesInTree())
                .allMatch(name -> name.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void usesSpringForJdbcOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.springframework.beans..",
                        "org.springframework.web..",
                        "org.springframework.stereotype..")
                .check(ENGINE);
    }

    @Test
    void onlyDatabaseAndLedgerUseJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".database", ROOT + ".ledger")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "com.zaxxer..", "org.flywaydb..")
                .check(ENGINE);
    }

    @Test
    void doesNotUseNativeMemory() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(ENGINE);
    }

    @Test
    void hasNoCatchAllPackagesOrTypes() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..model..")
                .orShould()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .check(ENGINE);
    }

    private static String[] packagesAfter(String name) {
        var later = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size());
        return later.isEmpty()
                ? new String[] {"none"}
                : later.stream().map(other -> ROOT + "." + other).toArray(String[]::new);
    }
}
