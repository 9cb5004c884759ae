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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the house's plan: which room may know which.
class ArchitectureTest {
    private static final String HOUSE = "dev.halftone.engine";

    /// In the order in which data meets them; the engine itself knows all.
    private static final List<String> ROOMS = List.of(
            "request",
            "net",
            "limit",
            "catalog",
            "database",
            "ledger",
            "storage",
            "isolation",
            "fetch",
            "processing",
            "report",
            "webhook",
            "task",
            "work",
            "desk");

    private final JavaClasses engine =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(HOUSE);

    @TestFactory
    List<DynamicTest> eachRoomKnowsOnlyTheRoomsAboveIt() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(HOUSE + "." + room)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(below(room))
                                .check(engine)))
                .toList();
    }

    @Test
    void everyRoomStandsInThePlan() {
        var rooms = engine.getPackage(HOUSE).getSubpackages();

        assertThat(rooms).extracting(JavaPackage::getRelativeName).containsExactlyInAnyOrderElementsOf(ROOMS);
    }

    @Test
    void everyPackageSaysWhereNullMayBe() {
        assertThat(engine.getPackage(HOUSE).getSubpackagesInTree())
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(engine);
    }

    @Test
    void theEngineKnowsSpringAsALibraryForDatabasesOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.springframework.beans..",
                        "org.springframework.web..",
                        "org.springframework.stereotype..")
                .check(engine);
    }

    @Test
    void onlyTheLedgerTouchesTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HOUSE + ".database", HOUSE + ".ledger")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "com.zaxxer..", "org.flywaydb..")
                .check(engine);
    }

    @Test
    void onlyImagingTouchesNativeMemory() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(engine);
    }

    @Test
    void thereIsNoDrawerForOddsAndEnds() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..model..")
                .orShould()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .check(engine);
    }

    private static String[] below(String room) {
        var rooms = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size());
        return rooms.isEmpty()
                ? new String[] {"nowhere"}
                : rooms.stream().map(below -> HOUSE + "." + below).toArray(String[]::new);
    }
}
