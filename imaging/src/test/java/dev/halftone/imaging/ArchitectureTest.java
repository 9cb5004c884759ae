package dev.halftone.imaging;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("slow")
class ArchitectureTest {
    private static final String ROOT = "dev.halftone.imaging";

    /// Each package may use those before it, and the values of the root package.
    private static final List<String> PACKAGES = List.of("header", "color", "metadata", "jpeg", "vips", "pixels");

    private static final JavaClasses IMAGING =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void onlyVipsUsesNativeMemory() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".vips")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(IMAGING);
    }

    @Test
    void dependsOnlyOnTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "..", "java..", "javax..", "com.sun.management", "org.jspecify.annotations")
                .check(IMAGING);
    }

    @TestFactory
    List<DynamicTest> eachPackageDependsOnlyOnEarlierOnes() {
        return PACKAGES.stream()
                .map(packageName -> DynamicTest.dynamicTest(
                        packageName,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(ROOT + "." + packageName)
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(packagesAfter(packageName)))
                                .check(IMAGING)))
                .toList();
    }

    @Test
    void vipsUsesOnlyBytesAndTimeOfTheOtherPackages() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".vips")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                ROOT,
                                ROOT + ".header",
                                ROOT + ".color",
                                ROOT + ".metadata",
                                ROOT + ".jpeg",
                                ROOT + ".pixels")
                        .and(not(belongToAnyOf(ImageBytes.class, ProcessorTime.class))))
                .check(IMAGING);
    }

    @Test
    void noPackageDependsOnRecompressor() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat(belongToAnyOf(Recompressor.class))
                .check(IMAGING);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(IMAGING);
    }

    private static String[] packagesAfter(String packageName) {
        var after = PACKAGES.subList(PACKAGES.indexOf(packageName) + 1, PACKAGES.size()).stream();
        return Stream.concat(after, Stream.of("none"))
                .map(later -> ROOT + "." + later)
                .toArray(String[]::new);
    }
}
