package dev.halftone.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Checks the dependencies between packages.
@Tag("slow")
class ArchitectureTest {
    private static final String APP = "dev.halftone.app";
    private static final String[] SPRING = {"org.springframework..", "jakarta..", "org.apache.."};

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(APP);

    @Test
    void marksEveryPackageNullMarked() {
        assertThat(CLASSES.getPackage(APP).getSubpackagesInTree())
                .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(APP + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyServerPackagesUseSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackages(APP + ".web", APP + ".security", APP + ".slowclient", APP + ".server")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPRING)
                .check(CLASSES);
    }

    @Test
    void requestHandlingDoesNotDependOnSetup() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".web", APP + ".security", APP + ".slowclient")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP + ".server", APP + ".cli", APP + ".config")
                .check(CLASSES);
    }

    @Test
    void securityAndSlowClientLimitsDoNotDependOnControllers() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".security", APP + ".slowclient")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APP + ".web")
                .check(CLASSES);
    }

    @Test
    void onlyTheServerPackageConfiguresSpring() {
        classes()
                .that()
                .areAnnotatedWith("org.springframework.context.annotation.Configuration")
                .should()
                .resideInAPackage(APP + ".server")
                .check(CLASSES);
    }

    @Test
    void theClientKnowsNoCommands() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".cli.client")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP + ".cli", APP + ".config", APP + ".web", APP + ".server", "picocli..")
                .check(CLASSES);
    }

    @Test
    void hasNoCatchAllPackagesOrTypes() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..model..")
                .orShould()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .check(CLASSES);
    }
}
