package dev.halftone.acceptance.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `./verify`: its summary, its exit codes, its soak and the browser that it installs.
class VerifyScriptTest {
    private static final String WRITES_REPORTS = """
            report() {
                mkdir -p "$1"
                echo '<?xml version="1.0" encoding="UTF-8"?>'
                echo "<testsuite xmlns:xsi='x' name=\\"$2\\" time=\\"1.5\\" $3>"
                echo '  <testcase name="one"/>'
                echo '</testsuite>'
            }
            write() { report "$@" >"$1/TEST-$2.xml"; }
            mkdir -p app/target/surefire-reports engine/target/surefire-reports engine/target/failsafe-reports
            """;

    @TempDir
    Path folder;

    private ScratchProject project;
    private Path verify;

    @BeforeEach
    void createProject() throws IOException {
        project = new ScratchProject(folder);
        verify = project.home.resolve("verify");
    }

    @Test
    void lastLineSumsUpAllReports() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                write app/target/surefire-reports A 'tests="300" errors="0" skipped="2" failures="0"'
                write engine/target/surefire-reports B 'tests="10" errors="0" skipped="0" failures="0"'
                write engine/target/failsafe-reports C 'tests="4" errors="0" skipped="0" failures="0"'
                """);

        var run = project.run(verify);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).last().isEqualTo("Tests: 312 passed, 0 failed, 2 skipped");
    }

    @Test
    void failsWhenATestFails() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                write app/target/surefire-reports A 'tests="10" errors="1" skipped="1" failures="2"'
                exit 1
                """);

        var run = project.run(verify);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).last().isEqualTo("Tests: 6 passed, 3 failed, 1 skipped");
    }

    @Test
    void failsWhenACheckOtherThanATestFails() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                write app/target/surefire-reports A 'tests="10" errors="0" skipped="0" failures="0"'
                echo '[ERROR] The format is wrong in Main.java'
                exit 1
                """);

        var run = project.run(verify);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("[ERROR] The format is wrong in Main.java")
                .last()
                .isEqualTo("Tests: 10 passed, 0 failed, 0 skipped");
    }

    @Test
    void failsWhenNoTestRan() throws IOException, InterruptedException {
        var run = project.run(verify);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).last().isEqualTo("Tests: 0 passed, 0 failed, 0 skipped");
    }

    @Test
    void ignoresReportsOfEarlierRuns() throws IOException, InterruptedException {
        project.write(
                "app/target/surefire-reports/TEST-Old.xml", "<testsuite name=\"Old\" tests=\"5\" failures=\"5\">");
        project.setMavenScript(WRITES_REPORTS + """
                write app/target/surefire-reports A 'tests="1" errors="0" skipped="0" failures="0"'
                """);

        var run = project.run(verify);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).last().isEqualTo("Tests: 1 passed, 0 failed, 0 skipped");
    }

    @Test
    void leavesLongTestsOutUnlessAskedForThem() throws IOException, InterruptedException {
        project.run(verify);
        project.run(verify, "--long");

        assertThat(project.mavenCalls()).hasSize(2);
        assertThat(project.mavenCalls().getFirst()).contains(" verify ", "-Dexcluded.tests=long,exhaustive");
        assertThat(project.mavenCalls().getLast()).contains(" verify ", "-Dexcluded.tests= ");
        assertThat(project.run(verify, "--long", "--soak", "1").exitCode()).isEqualTo(64);
    }

    @Test
    void soakRunsOnlyLongTestsOfAllModules() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                echo 'Seed 7 of KillTest'
                write app/target/surefire-reports A 'tests="3" errors="0" skipped="0" failures="0"'
                """);

        var run = project.run(verify, "--soak", "0", "--seed", "7");

        assertThat(run.exitCode()).isZero();
        assertThat(project.mavenCalls())
                .singleElement()
                .asString()
                .contains(" integration-test ", "-Dgroups=long", "-Dexcluded.tests= ", "-Dseed=7");
        assertThat(run.out())
                .contains("Seed 7 of KillTest", "Tests: 3 passed, 0 failed, 0 skipped")
                .last()
                .isEqualTo("Soak: 1 rounds in 0 minutes, 0 of them failed");
    }

    @Test
    void soakKeepsTheLogOfAFailedRound() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                echo 'Seed 7 of KillTest'
                write app/target/surefire-reports A 'tests="3" errors="0" skipped="0" failures="1"'
                exit 1
                """);

        var run = project.run(verify, "--soak", "0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).last().isEqualTo("Soak: 1 rounds in 0 minutes, 1 of them failed");
        assertThat(project.home.resolve("target/soak-failure-1.log")).content().contains("Seed 7");
    }

    @Test
    void soakStopsWhenTheBuildFails() throws IOException, InterruptedException {
        project.setMavenScript("exit 1");

        var run = project.run(verify, "--soak", "60");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).last().isEqualTo("Soak: 1 rounds in 60 minutes, 1 of them failed");
    }

    @Test
    void soakRequiresMinutes() throws IOException, InterruptedException {
        assertThat(project.run(verify, "--soak").exitCode()).isEqualTo(64);
        assertThat(project.run(verify, "--soak", "long").exitCode()).isEqualTo(64);
        assertThat(project.run(verify, "--seed", "7").exitCode()).isEqualTo(64);
        assertThat(project.builds()).isZero();
    }

    @Test
    void installsABrowserAsRoot() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                write app/target/surefire-reports A 'tests="1" errors="0" skipped="0" failures="0"'
                """);
        project.removeBrowser(0);

        var run = project.run(verify);

        assertThat(run.exitCode()).isZero();
        assertThat(project.home.resolveSibling("tools").resolve("chromium")).exists();
    }

    @Test
    void printsHowToInstallABrowserAndContinuesWithoutRoot() throws IOException, InterruptedException {
        project.setMavenScript(WRITES_REPORTS + """
                write app/target/surefire-reports A 'tests="1" errors="0" skipped="0" failures="0"'
                """);
        project.removeBrowser(1000);

        var run = project.run(verify);

        assertThat(run.err()).anyMatch(line -> line.endsWith("sudo apt install chromium chromium-driver"));
        assertThat(run.exitCode()).isZero();
        assertThat(project.home.resolveSibling("tools").resolve("chromium")).doesNotExist();
    }

    @Test
    void rejectsUnknownArguments() throws IOException, InterruptedException {
        var help = project.run(verify, "--help");
        var other = project.run(verify, "--fast");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).first().isEqualTo("Usage: ./verify [--long]");
        assertThat(other.exitCode()).isEqualTo(64);
        assertThat(project.builds()).isZero();
    }
}
