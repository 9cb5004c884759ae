package dev.halftone.acceptance.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder with the project's scripts, in which building takes no time: its JDK and its Maven are stand-ins that note
/// what they are asked for.
final class ScratchProject {
    private static final List<String> COPIED =
            List.of("halftone", "verify", "scripts/toolchain.sh", "scripts/chromium.sh", "scripts/jvm.sh");

    /// Unpacks what it is asked to, rehearses where it is asked to (noting the settings it has), and otherwise
    /// prints its process id and, each in brackets, its arguments; the argument `fail` makes it fail.
    private static final String JAVA = """
            #!/bin/sh
            case $1 in
                -Djarmode=*) mkdir -p "$6" && cp "$3" "$6"; exit ;;
            esac
            for argument; do
                case $argument in
                    -XX:AOTCacheOutput=*) env | grep HALFTONE_ >"${argument#*=}"; exit 0 ;;
                esac
            done
            echo "pid $$"
            for argument; do printf '[%s]' "$argument"; done
            echo
            for argument; do case $argument in fail) exit 7 ;; esac; done
            """;

    /// Notes each build; then does what the test wants of it.
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>builds
            mkdir -p app/target && echo jar >app/target/halftone.jar
            """;

    private static final List<String> BROWSER = List.of("chromium", "chromedriver");

    final Path home;
    private final Path tools;
    private String path;
    private final Path jdk;

    /// Makes the project in a folder with a blank in its name.
    ScratchProject(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("a project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jdk = folder.resolve("a jdk");
        path = tools + ":/usr/bin:/bin";
        for (var script : COPIED) copy(script);
        write("pom.xml", "<project/>");
        write("app/src/main/java/Main.java", "class Main {}");
        write("app/pom.xml", "<project/>");
        Files.createDirectories(jdk.resolve("bin"));
        setJavaVersion("99.0.1");
        executable(jdk.resolve("bin/java"), JAVA);
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        setMavenScript("true");
        installBrowser();
    }

    /// What the JDK says of itself.
    void setJavaVersion(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /// Leaves the scripts no JDK but the stand-in, whatever this machine has.
    void searchJavaHomeOnly() throws IOException {
        var script = Files.readString(home.resolve("scripts/toolchain.sh"));
        write("scripts/toolchain.sh", script.replaceFirst("(for home in \"\\$\\{JAVA_HOME:-}\")[^;]*; do", "$1; do"));
    }

    private void installBrowser() throws IOException {
        for (var program : BROWSER) executable(tools.resolve(program), "#!/bin/sh\n");
    }

    /// Leaves no browser, but a stand-in of Debian's installer that brings one, for root and whoever else may.
    ///
    /// @param user 0 is root
    void removeBrowser(int user) throws IOException {
        for (var program : BROWSER) Files.delete(tools.resolve(program));
        restrictPathTo("dirname readlink sed grep find awk tee mkdir rm touch flock perl cat chmod");
        executable(tools.resolve("id"), "#!/bin/sh\necho " + user + "\n");
        executable(tools.resolve("apt-get"), """
                #!/bin/sh
                case $1 in install) for program in chromium chromedriver; do
                    echo >"%1$s/$program" && chmod +x "%1$s/$program"; done ;; esac
                """.formatted(tools));
    }

    private void copy(String script) throws IOException {
        var copy = home.resolve(script);
        Files.createDirectories(copy.resolve("..").normalize());
        // Tests run in their module's folder.
        Files.copy(Path.of("..").resolve(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    void write(String file, String text) throws IOException {
        var path = home.resolve(file);
        Files.createDirectories(path.resolve("..").normalize());
        Files.writeString(path, text);
    }

    /// Changes a script, as its author might.
    void replace(String file, String text, String by) throws IOException {
        write(file, Files.readString(home.resolve(file)).replace(text, by));
    }

    /// Edits a source a minute from now, so that no clock is too coarse to tell.
    void touchInFuture(String source) throws IOException {
        Files.setLastModifiedTime(
                home.resolve(source), FileTime.from(Instant.now().plusSeconds(60)));
    }

    /// What Maven does after it has noted the build, in shell.
    void setMavenScript(String commands) throws IOException {
        executable(tools.resolve("mvn"), MAVEN + commands);
    }

    /// Leaves a PATH on which there is all that the scripts use, but no Maven.
    void removeMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
        restrictPathTo("dirname readlink sed grep find head cat");
    }

    /// Leaves a PATH on which there are the stand-ins and those of these tools that this machine has.
    private void restrictPathTo(String names) throws IOException {
        for (var name : names.split(" ", -1)) {
            for (var tool : installed(name)) {
                executable(tools.resolve(name), "#!/bin/sh\nexec " + tool + " \"$@\"\n");
            }
        }
        path = tools.toString();
    }

    private static List<Path> installed(String name) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .limit(1)
                .toList();
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) throw new IOException("not made executable: " + file);
    }

    long builds() throws IOException {
        return mavenCalls().size();
    }

    /// What Maven was called with, each time.
    List<String> mavenCalls() throws IOException {
        var noted = home.resolve("builds");
        return Files.exists(noted) ? Files.readAllLines(noted) : List.of();
    }

    /// What a script printed and how it ended.
    record Result(long pid, int exitCode, List<String> out, List<String> err) {}

    Result run(Path script, String... arguments) throws IOException, InterruptedException {
        return awaitResult(start(script, arguments));
    }

    /// Runs a script with the stand-ins, from a folder that is none of its own.
    Process start(Path script, String... arguments) throws IOException {
        var command = Stream.concat(Stream.of(script.toString()), Arrays.stream(arguments))
                .toList();
        var process = new ProcessBuilder(command).directory(tools.toFile());
        process.environment().clear();
        process.environment()
                .putAll(Map.of(
                        "PATH",
                        path,
                        "JAVA_HOME",
                        jdk.toString(),
                        "HOME",
                        tools.toString(),
                        "HALFTONE_DATABASE",
                        "jdbc:postgresql://the.shop/production"));
        return process.start();
    }

    static Result awaitResult(Process process) throws IOException, InterruptedException {
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Result(
                process.pid(),
                process.waitFor(),
                out.lines().toList(),
                err.lines().toList());
    }
}
