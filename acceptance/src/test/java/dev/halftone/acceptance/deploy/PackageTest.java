package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Unpacks what `./package` makes, and starts it as on a machine without Java: the tarball with a PATH of four
/// programs,
/// the image in a read-only root folder of its own, as a user without rights.
@Tag("long")
class PackageTest {
    /// The JVM ends, with an error, if it cannot use its AOT cache.
    private static final Map<String, String> AOT_CACHE_REQUIRED = Map.of("JAVA_OPTS", "-XX:AOTMode=on");

    /// A container's view of the image in `$1`: read-only but for its volume, and with the system's folders.
    private static final String CONTAINER = """
            set -e
            root=$1 user=$2 environment=$3
            shift 3
            mkdir -p "$root/proc" "$root/dev"
            mount --bind "$root" "$root"
            mount -o remount,ro,bind "$root"
            mount -t tmpfs -o mode=770 tmpfs "$root/data"
            mount --rbind /proc "$root/proc"
            mount --rbind /dev "$root/dev"
            exec chroot --userspec="$user" --groups= "$root" /bin/sh -c "export $environment; exec \\"\\$@\\"" container "$@"
            """;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path packages;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makePackages() {
        assumeTrue(Files.exists(ProjectFiles.file("app/target/halftone.jar")), "Maven has not packaged the program");
        ExternalTool.assumeInstalled("npm");
        var script = ProjectFiles.file("package").toString();
        ExternalTool.run(packages, script, "tarball", "image", "--no-build", "--to", packages.toString())
                .requireSuccess();
    }

    @Test
    void tarballRunsWithoutJava() throws IOException, InterruptedException {
        var program = unpack("*.tar.gz", folder.resolve("an unpacked folder")).resolve("halftone");
        try (var images = new ImageHostFixture()) {
            var csv = Files.writeString(folder.resolve("products.csv"), images.catalog(2));

            var run = start(
                    List.of(program.toString(), "run", csv.toString(), "--out", "result", "--allow-private-networks"),
                    programsOfAnyMachine());

            assertThat(run.waitFor()).as(output()).isZero();
            assertThat(folder.resolve("result/output.csv")).content().contains("images/");
            assertThat(folder.resolve("result/images")).isDirectoryContaining("glob:**.jpg");
            assertThat(program.resolveSibling("share/man/man1/halftone-run.1"))
                    .content()
                    .startsWith(".TH HALFTONE\\-RUN 1");
        }
    }

    @Test
    void imageServesFromAReadOnlyRoot() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount folders");
        var image = unpackedImage();
        var config = config(image);
        var port = ExternalTool.freePort();
        var settings = new ArrayList<String>();
        config.path("Env").forEach(variable -> settings.add("'" + variable.asString() + "'"));
        settings.add("HALFTONE_ALLOW_PRIVATE_NETWORKS=true HALFTONE_PORT=" + port);
        settings.add("JAVA_OPTS=" + AOT_CACHE_REQUIRED.get("JAVA_OPTS"));
        var command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", CONTAINER, "container"));
        command.add(rootOf(image).toString());
        command.add(config.path("User").asString());
        command.add(String.join(" ", settings));
        config.path("Entrypoint").forEach(word -> command.add(word.asString()));
        config.path("Cmd").forEach(word -> command.add(word.asString()));

        var server = start(command, Map.of("PATH", System.getenv("PATH")));
        try (var images = new ImageHostFixture();
                var client = new ApiClient(port)) {
            Await.until(() -> !server.isAlive() || output().contains("is ready"));
            var request = client.submit(images.catalog(2));
            client.awaitEnd(request);

            assertThat(client.get(request).field("/images/succeeded")).isEqualTo("2");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void imageRunsAsANumberThatIsNotRoot() throws IOException {
        var config = config(unpackedImage());

        assertThat(config.path("User").asString()).matches("[1-9][0-9]*:0");
        assertThat(config.at("/Volumes").propertyNames()).containsExactly("/data");
    }

    @Test
    void dockerFindsTheSameLayersAsOci() throws IOException {
        var image = unpackedImage();
        var oci = read(image.resolve(blob(read(image.resolve("index.json")).at("/manifests/0"))));
        var docker = dockerManifest(image);

        assertThat(docker.path("Config").asString()).isEqualTo(blob(oci.path("config")));
        assertThat(docker.path("Layers").valueStream().map(JsonNode::asString))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        oci.path("layers").valueStream().map(PackageTest::blob).toList());
    }

    private Path unpackedImage() throws IOException {
        return unpack("*-image.tar", folder.resolve("image"));
    }

    private static JsonNode dockerManifest(Path image) {
        return read(image.resolve("manifest.json")).path(0);
    }

    private static JsonNode config(Path image) {
        return read(image.resolve(dockerManifest(image).path("Config").asString()))
                .path("config");
    }

    /// Unpacks the layers of an image over each other.
    private Path rootOf(Path image) throws IOException {
        var root = Files.createDirectory(folder.resolve("root"));
        for (var layer : dockerManifest(image).path("Layers")) {
            var file = image.resolve(layer.asString()).toString();
            ExternalTool.run(folder, "tar", "-xpzf", file, "-C", root.toString())
                    .requireSuccess();
        }
        return root;
    }

    private static JsonNode read(Path json) {
        return JSON.readTree(ProjectFiles.read(json));
    }

    private static String blob(JsonNode descriptor) {
        return "blobs/" + descriptor.path("digest").asString().replace(':', '/');
    }

    /// Unpacks a package.
    ///
    /// @return the only folder in it, or `target` if it contains more
    private Path unpack(String name, Path target) throws IOException {
        Files.createDirectories(target);
        try (var found = Files.newDirectoryStream(packages, name)) {
            var file = found.iterator().next().toString();
            ExternalTool.run(folder, "tar", "-xf", file, "-C", target.toString())
                    .requireSuccess();
        }
        try (var unpacked = Files.list(target)) {
            var all = unpacked.toList();
            return all.size() == 1 ? all.getFirst() : target;
        }
    }

    /// A PATH of the programs that the start script calls, which every machine has.
    private Map<String, String> programsOfAnyMachine() throws IOException {
        var programs = Files.createDirectory(folder.resolve("programs"));
        for (var name : List.of("sh", "dirname", "readlink", "getconf")) {
            Files.createSymbolicLink(
                    programs.resolve(name), ExternalTool.find(name).orElseThrow());
        }
        var environment = new HashMap<>(AOT_CACHE_REQUIRED);
        environment.put("PATH", programs.toString());
        return environment;
    }

    private Process start(List<String> command, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(outputFile().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path outputFile() {
        return folder.resolve("output.txt");
    }

    private String output() {
        return ProjectFiles.read(outputFile());
    }
}
