package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.config.ServerConfig.Role;
import dev.halftone.app.server.AccessLog;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.task.WorkerSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

class ServerConfigTest {
    @Command(name = "server")
    static final class ServeCommand {
        @ArgGroup(validate = false)
        private ServerConfig options = new ServerConfig();
    }

    @Test
    void listensOnLocalhostPort8080() {
        var options = parse();

        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.bind()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(options.commandSettings(8080).url()).isEqualTo(new PublicUrl("http://localhost:8080"));
    }

    @Test
    void logsHttpRequestsOnlyWhenAsked() {
        assertThat(accessLog()).isEmpty();
        assertThat(accessLog("--access-log")).contains(new AccessLog(Optional.of(Path.of("data/access.log"))));
        assertThat(accessLog("--access-log=/var/log/h.log"))
                .contains(new AccessLog(Optional.of(Path.of("/var/log/h.log"))));
        assertThat(accessLog("--access-log=-")).contains(new AccessLog(Optional.empty()));
    }

    private static Optional<AccessLog> accessLog(String... arguments) {
        return parse(arguments).accessLog(Path.of("data"));
    }

    @Test
    void keepsDataInOneFolderForever() {
        var options = parse();

        var commandSettings = options.commandSettings(8080);
        assertThat(commandSettings.locations())
                .isEqualTo(new Locations(
                        Path.of("data"), new StorageLocation.Folder(Path.of("data/images")), Optional.empty()));
        assertThat(commandSettings.work()).isEqualTo(WorkerSettings.defaults());
        assertThat(commandSettings.work().retention()).isZero();
        assertThat(commandSettings.webhookSecret()).isEmpty();
    }

    @Test
    void acceptsUploadsOfOneGibibyteAndProcessesThem() {
        var options = parse();

        assertThat(options.maxUploadBytes()).isEqualTo(1L << 30);
        assertThat(options.clientTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.commandSettings(8080).reception().maxOpenRequests()).isEqualTo(10_000);
        assertThat(options.hasRole(Role.API)).isTrue();
        assertThat(options.hasRole(Role.WORKER)).isTrue();
    }

    @Test
    void hasOnlyTheGivenRoles() {
        var options = parse("--roles=worker");

        assertThat(options.hasRole(Role.API)).isFalse();
        assertThat(options.hasRole(Role.WORKER)).isTrue();
    }

    @Test
    void storesInABucket() {
        var options = parse("--storage=s3://catalogue/shop", "--s3-endpoint=http://store:9000", "--s3-region=auto");

        assertThat(options.commandSettings(8080).locations().storage())
                .isEqualTo(StorageLocation.Bucket.of(
                        "s3://catalogue/shop", Optional.of("http://store:9000"), Optional.of("auto")));
    }

    @Test
    void refusesHalfABucket() {
        assertThatThrownBy(() -> parse("--s3-endpoint=http://store:9000").commandSettings(8080))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("s3-endpoint and s3-region need --storage s3://BUCKET");
        assertThatThrownBy(() -> parse("--storage=/var/lib/halftone").commandSettings(8080))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("storage must be s3://BUCKET/PREFIX");
    }

    @Test
    void publishesImagesAtTheUrlOfACdn() {
        var options = parse("--public-url=https://halftone.example/", "--images-url=https://cdn.example/images/");

        assertThat(options.commandSettings(8080).reception().imageBaseUrl()).isEqualTo("https://cdn.example/images/");
        assertThat(parse("--public-url=https://halftone.example/")
                        .commandSettings(8080)
                        .reception()
                        .imageBaseUrl())
                .isEqualTo("https://halftone.example/processed_images/");
        assertThatThrownBy(() -> parse("--images-url=cdn.example").commandSettings(8080))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("images-url");
    }

    @Test
    void keepsRequestsForAHundredYearsAtMostUnlessForever() {
        assertThat(parse("--retention=36500d").commandSettings(8080).work().retention())
                .isEqualTo(Duration.ofDays(36_500));
        assertThatThrownBy(() -> parse("--retention=36501d").commandSettings(8080))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("retention");
    }

    @Test
    void requiresOpenToListenOnAllInterfaces() {
        var withoutOpen = parse("--bind=0.0.0.0");
        var withOpen = parse("--bind=0.0.0.0", "--open");

        assertThatThrownBy(withoutOpen::bind)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("--open");
        assertThat(withOpen.bind().isAnyLocalAddress()).isTrue();
    }

    @Test
    void rejectsAnInvalidPort() {
        var options = parse("--port=65536");

        assertThatThrownBy(options::port)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("port must be 0 to 65535, not 65536");
    }

    @Test
    void rejectsAnInvalidSecretWithoutRepeatingIt() {
        var options = parse("--webhook-secret=hunter2");

        assertThatThrownBy(() -> options.commandSettings(8080))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("whsec_")
                .hasMessageNotContaining("hunter2");
    }

    private static ServerConfig parse(String... flags) {
        var serveCommand = new ServeCommand();
        new CommandLine(serveCommand).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(flags);
        return serveCommand.options;
    }
}
