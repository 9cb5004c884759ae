package dev.halftone.acceptance.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `./halftone`: when it builds, what it starts, and its messages when something is missing.
class HalftoneScriptTest {
    @TempDir
    Path folder;

    private ScratchProject project;
    private Path halftone;

    @BeforeEach
    void createProject() throws IOException {
        project = new ScratchProject(folder);
        halftone = project.home.resolve("halftone");
    }

    @Test
    void buildsOnlyBeforeTheFirstRun() throws IOException, InterruptedException {
        var first = project.run(halftone, "--version");
        var second = project.run(halftone, "--version");

        assertThat(first.exitCode()).isZero();
        assertThat(first.err())
                .first()
                .isEqualTo(
                        "halftone: building; the first time, this takes minutes, because Maven downloads the libraries");
        assertThat(second.err()).isEmpty();
        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void showsTheStagesOfABuildAndHowLongEachTook() throws IOException, InterruptedException {
        project.setMavenScript("""
                echo '[INFO] -----------------------< dev.halftone:halftone >------------------------'
                echo '[INFO] ----------------------< dev.halftone:imaging >----------------------'
                echo '[INFO] -----------------------< dev.halftone:app >-------------------------'
                """);

        var run = project.run(halftone, "--version");

        assertThat(String.join("\n", run.err())).matches("""
                halftone: building.*
                halftone:   compiling imaging \\d+ s
                halftone:   compiling app \\d+ s
                halftone:   unpacking \\d+ s
                halftone:   recording a start.* \\d+ s
                halftone: built in \\d+ s""");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        project.run(halftone);
        project.touchInFuture("app/src/main/java/Main.java");

        project.run(halftone);

        assertThat(project.builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsDeleted() throws IOException, InterruptedException {
        project.run(halftone);
        Files.delete(project.home.resolve("app/src/main/java/Main.java"));
        project.touchInFuture("app/src/main/java");

        project.run(halftone);

        assertThat(project.builds()).isEqualTo(2);
    }

    @Test
    void passesOnArgumentsAndExitCode() throws IOException, InterruptedException {
        var run = project.run(halftone, "run", "my products.csv", "", "fail");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).last().asString().endsWith("[run][my products.csv][][fail]");
    }

    @Test
    void usesTheAotCacheForServeButNotForHelp() throws IOException, InterruptedException {
        var serve = project.run(halftone, "serve", "--port=0");
        var help = project.run(halftone, "serve", "--help");

        assertThat(serve.out()).last().asString().contains("[-XX:AOTCache=" + project.home);
        assertThat(help.out()).last().asString().doesNotContain("AOTCache");
    }

    @Test
    void trainsTheAotCacheWithoutTheCallersSettings() throws IOException, InterruptedException {
        var serve = project.run(halftone, "serve");

        var line = serve.out().getLast();
        var rehearsed = line.substring(line.indexOf("AOTCache=") + "AOTCache=".length(), line.indexOf("halftone.aot]"));
        assertThat(Path.of(rehearsed, "halftone.aot")).isEmptyFile();
    }

    @Test
    void replacesItselfByTheProgram() throws IOException, InterruptedException {
        var run = project.run(halftone);

        assertThat(run.out()).first().isEqualTo("pid " + run.pid());
    }

    @Test
    void runsThroughASymbolicLink() throws IOException, InterruptedException {
        var link = Files.createSymbolicLink(folder.resolve("halftone link"), halftone);

        var run = project.run(link, "--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).last().asString().endsWith("[--version]");
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws IOException, InterruptedException {
        project.setMavenScript("echo 'Main.java: a semicolon is missing' && exit 1");

        var run = project.run(halftone);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Main.java: a semicolon is missing")
                .last()
                .isEqualTo("halftone: the build failed; its output is in " + project.home + "/target/build.log");
    }

    @Test
    void buildsAgainAfterAFailure() throws IOException, InterruptedException {
        project.setMavenScript("exit 1");
        project.run(halftone);
        project.setMavenScript("true");

        var run = project.run(halftone);

        assertThat(run.exitCode()).isZero();
        assertThat(project.builds()).isEqualTo(2);
    }

    @Test
    void waitsForABuildOfAnotherProcess() throws IOException, InterruptedException {
        project.setMavenScript("until [ -e go ]; do sleep 0.02; done");
        var first = project.start(halftone);
        assertThat(firstErrorLine(first)).contains("building");
        var second = project.start(halftone);
        assertThat(firstErrorLine(second)).contains("waiting for it");

        project.write("go", "");

        assertThat(ScratchProject.awaitResult(first).exitCode()).isZero();
        assertThat(ScratchProject.awaitResult(second).exitCode()).isZero();
        assertThat(project.builds()).isEqualTo(1);
    }

    @Test
    void printsWhatToInstallWithoutAJdk() throws IOException, InterruptedException {
        project.replace("scripts/toolchain.sh", "wanted_java=25", "wanted_java=100");

        var run = project.run(halftone);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("halftone: a JDK 100.0.3 or newer is needed, and none was found. Too old:", "Install one:")
                .anyMatch(line -> line.equals("  Java 99.0.1 in " + folder.resolve("a jdk")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"24.0.9", "25", "25.0.2", "25.0.2.1"})
    void rejectsJdksThatMayMovePinnedObjects(String version) throws IOException, InterruptedException {
        project.setJavaVersion(version);
        project.searchJavaHomeOnly();

        var run = project.run(halftone);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("halftone: a JDK 25.0.3 or newer is needed, and none was found. Too old:")
                .contains("  Java " + version + " in " + folder.resolve("a jdk"))
                .anyMatch(line -> line.contains("JDK-8377811"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.10", "25.1", "26", "26-ea", "26.0.1"})
    void acceptsJdksWithTheFixForPinnedObjects(String version) throws IOException, InterruptedException {
        project.setJavaVersion(version);

        var run = project.run(halftone, "--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).last().asString().endsWith("[--version]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "run", "demo", "--version"})
    void doesNotTurnOnCompactObjectHeaders(String command) throws IOException, InterruptedException {
        var run = project.run(halftone, command);

        assertThat(run.out()).last().asString().contains("-Xms").doesNotContain("CompactObjectHeaders");
    }

    @Test
    void printsWhatToInstallWithoutMaven() throws IOException, InterruptedException {
        project.removeMaven();

        var run = project.run(halftone);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("halftone: Maven is needed to build, and there is no mvn on the PATH.", "Install it:");
    }

    /// Does not close the reader: the process will write more.
    private static String firstErrorLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8)).readLine();
    }
}
