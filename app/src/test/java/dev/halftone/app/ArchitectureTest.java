package dev.halftone.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Holds the plan of what people touch: which room may know which.
class ArchitectureTest {
    private static final String APP = "dev.halftone.app";
    private static final String[] SPRING = {"org.springframework..", "jakarta..", "org.apache.."};

    private final JavaClasses app =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(APP);

    @Test
    void everyPackageSaysWhereNullMayBe() {
        assertThat(app.getPackage(APP).getSubpackagesInTree()).allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching(APP + ".(*)..").should().beFreeOfCycles().check(app);
    }

    @Test
    void onlyTheRoomsOfTheServerKnowTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        APP + ".access",
                        APP + ".api",
                        APP + ".page",
                        APP + ".patience",
                        APP + ".problem",
                        APP + ".wiring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPRING)
                .check(app);
    }

    @Test
    void whatAnswersCallsKnowsNothingOfHowItIsPutTogether() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".access", APP + ".api", APP + ".page", APP + ".patience", APP + ".problem")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP + ".wiring", APP + ".cli", APP + ".setting")
                .check(app);
    }

    @Test
    void problemsAndPageKnowNothingOfTheCalls() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".problem", APP + ".page")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APP + ".api")
                .check(app);
    }

    @Test
    void springIsToldWhatToMakeInOneRoom() {
        classes()
                .that()
                .areAnnotatedWith("org.springframework.context.annotation.Configuration")
                .should()
                .resideInAPackage(APP + ".wiring")
                .check(app);
    }

    @Test
    void thereIsNoDrawerForOddsAndEnds() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..model..")
                .orShould()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .check(app);
    }
}
