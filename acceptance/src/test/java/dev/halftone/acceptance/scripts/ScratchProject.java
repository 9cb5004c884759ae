package dev.halftone.acceptance.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.acceptance.ProjectFiles;
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

/// A folder with the project's scripts and stubs of the JDK and Maven, which record their arguments. A build takes no
/// time there.
final class ScratchProject {
    private static final List<String> COPIED = List.of(
            "halftone",
            "verify",
            "scripts/toolchain.sh",
            "scripts/chromium.sh",
            "scripts/jvm.sh",
            "scripts/launch.sh",
            "scripts/stages.sh");

    /// A stub of `java`. It extracts the JAR for `-Djarmode`, and writes its settings for
    /// `-XX:AOTCacheOutput`. Otherwise it prints its process id and its arguments in brackets.
    /// The argument `fail` makes it fail.
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

    /// A stub of `mvn`. It records its arguments, and then runs the commands of the test.
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

    /// Creates the project in a folder with a space in its name.
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
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99.0.1\"\n");
        writeExecutable(jdk.resolve("bin/java"), JAVA);
        writeExecutable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
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
        for (var program : BROWSER) writeExecutable(tools.resolve(program), "#!/bin/sh\n");
    }

    /// Removes the browser, and adds a stub of apt-get that installs one.
    ///
    /// @param user the user id; 0 is root
    void removeBrowser(int user) throws IOException {
        for (var program : BROWSER) Files.delete(tools.resolve(program));
        restrictPathTo("dirname readlink sed grep find awk tee mkdir rm touch flock perl cat chmod");
        writeExecutable(tools.resolve("id"), "#!/bin/sh\necho " + user + "\n");
        writeExecutable(tools.resolve("apt-get"), """
                #!/bin/sh
                case $1 in install) for program in chromium chromedriver; do
                    echo >"%1$s/$program" && chmod +x "%1$s/$program"; done ;; esac
                """.formatted(tools));
    }

    private void copy(String script) throws IOException {
        var copy = home.resolve(script);
        Files.createDirectories(copy.resolve("..").normalize());
        Files.copy(ProjectFiles.file(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    void write(String file, String text) throws IOException {
        var path = home.resolve(file);
        Files.createDirectories(path.resolve("..").normalize());
        Files.writeString(path, text);
    }

    /// Replaces a text in a script.
    void replace(String file, String text, String replacement) throws IOException {
        write(file, Files.readString(home.resolve(file)).replace(text, replacement));
    }

    /// Sets the time of a source to a minute from now, for file systems with coarse times.
    void touchInFuture(String source) throws IOException {
        Files.setLastModifiedTime(
                home.resolve(source), FileTime.from(Instant.now().plusSeconds(60)));
    }

    /// Sets the shell commands that Maven runs after it has recorded the build.
    void setMavenScript(String commands) throws IOException {
        writeExecutable(tools.resolve("mvn"), MAVEN + commands);
    }

    /// Restricts the PATH to what the scripts use, without Maven.
    void removeMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
        restrictPathTo("dirname readlink sed grep find head cat");
    }

    /// Restricts the PATH to the stubs and to tools of this machine.
    private void restrictPathTo(String names) throws IOException {
        for (var name : names.split(" ", -1)) {
            for (var tool : installed(name)) {
                writeExecutable(tools.resolve(name), "#!/bin/sh\nexec " + tool + " \"$@\"\n");
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

    private static void writeExecutable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) throw new IOException("cannot make executable: " + file);
    }

    long builds() throws IOException {
        return mavenCalls().size();
    }

    /// Returns the arguments of each call of Maven.
    List<String> mavenCalls() throws IOException {
        var record = home.resolve("builds");
        return Files.exists(record) ? Files.readAllLines(record) : List.of();
    }

    /// The output and exit code of a script.
    record Result(long pid, int exitCode, List<String> out, List<String> err) {}

    Result run(Path script, String... arguments) throws IOException, InterruptedException {
        return awaitResult(start(script, arguments));
    }

    /// Starts a script with the stubs, in a working directory outside the project.
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
