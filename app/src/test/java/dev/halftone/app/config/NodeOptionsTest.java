package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.server.ServerSettings;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.webhook.WebhookSecret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Each setting of a node takes effect, whichever others are given, by flag or by variable.
class NodeOptionsTest {
    private static final HeapNeed.Machine MACHINE = new HeapNeed.Machine(4L << 30, 2, 1 << 20);

    private static final Map<String, String> GIVEN = Map.of(
            "port", "9000",
            "bind", "::1",
            "data", "elsewhere",
            "database", "jdbc:sqlite:other.db",
            "database-connections", "5",
            "client-timeout", "5s",
            "max-connections", "150",
            "retention", "2d");

    /// What the settings of a node have become.
    record Settings(
            int port,
            InetAddress bind,
            Locations locations,
            Duration clientTimeout,
            int connections,
            Duration retention) {
        /// Of these settings, with the defaults of a command for all others.
        static Settings of(Map<String, String> given, int port, String data, Duration retention) {
            var folder = Path.of(given.getOrDefault("data", data));
            return new Settings(
                    given.containsKey("port") ? 9000 : port,
                    InetAddress.ofLiteral(given.getOrDefault("bind", "127.0.0.1")),
                    new Locations(
                            folder,
                            new StorageLocation.Folder(folder.resolve("images")),
                            Optional.ofNullable(given.get("database")),
                            given.containsKey("database-connections") ? 5 : 16),
                    given.containsKey("client-timeout") ? Duration.ofSeconds(5) : Duration.ofSeconds(20),
                    given.containsKey("max-connections") ? 150 : ServerSettings.Limits.DEFAULT_CONNECTIONS,
                    given.containsKey("retention") ? Duration.ofDays(2) : retention);
        }
    }

    enum Node {
        SERVER {
            @Override
            Settings parse(CommandArguments arguments) {
                var command = arguments.parse(new ServeCommand());
                var engine = command.engine.settings(command.server.commandSettings(1), command.engine.addresses());
                return new Settings(
                        command.server.port(),
                        command.server.bind(),
                        engine.locations(),
                        command.server.clientTimeout(),
                        command.server.limits(engine, MACHINE).connections(),
                        engine.workers().retention());
            }

            @Override
            Settings expected(Map<String, String> given) {
                return Settings.of(given, 8080, "data", Duration.ZERO);
            }
        },
        IMAGE_SERVICE {
            @Override
            Settings parse(CommandArguments arguments) {
                var options = arguments.with("image-service-secret", "secrets").parse(new ServiceCommand()).options;
                var engine = options.engineSettings(1, SECRETS);
                var server = options.serverSettings(options.port(), options.limits(engine, MACHINE));
                return new Settings(
                        server.port(),
                        server.bind(),
                        engine.locations(),
                        server.clientTimeout(),
                        server.limits().connections(),
                        engine.workers().retention());
            }

            @Override
            Settings expected(Map<String, String> given) {
                return Settings.of(given, 8081, "image-service-data", Duration.ofDays(1));
            }
        };

        private static final ServiceSecrets SECRETS =
                new ServiceSecrets(List.of(WebhookSecret.random()), List.of(WebhookSecret.random()));

        abstract Settings parse(CommandArguments arguments);

        abstract Settings expected(Map<String, String> given);
    }

    @Command(name = "serve")
    static final class ServeCommand {
        @ArgGroup(validate = false)
        private ServerConfig server = new ServerConfig();

        @Mixin
        private EngineConfig engine = new EngineConfig();
    }

    @Command(name = "image-service")
    static final class ServiceCommand {
        @Mixin
        private ImageServiceOptions options = new ImageServiceOptions();
    }

    /// Flags in order, and variables.
    record CommandArguments(List<String> flags, Map<String, String> variables) {
        /// Gives each setting by flag or by variable, in any order.
        static CommandArguments of(Map<String, String> settings, Random random) {
            var arguments = new CommandArguments(new ArrayList<>(), new HashMap<>());
            settings.forEach((name, value) -> {
                if (random.nextBoolean()) arguments.with(name, value);
                else arguments.variables.put(new SettingSources.SettingName(name).variable(), value);
            });
            Collections.shuffle(arguments.flags, random);
            return arguments;
        }

        CommandArguments with(String name, String value) {
            flags.add("--" + name + "=" + value);
            return this;
        }

        <T> T parse(T command) {
            new CommandLine(command)
                    .setDefaultValueProvider(new SettingSources(Map.of(), variables))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(flags.toArray(String[]::new));
            return command;
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesEverySettingWhateverOthersAreGiven(Node node) {
        var names = List.copyOf(GIVEN.keySet());
        for (var subset = 0; subset < 1 << names.size(); subset++) {
            var given = new HashMap<String, String>();
            for (var i = 0; i < names.size(); i++)
                if ((subset >> i & 1) == 1) given.put(names.get(i), GIVEN.get(names.get(i)));
            var arguments = CommandArguments.of(given, new Random(subset));

            var settings = node.parse(arguments);

            assertThat(settings).as(arguments.toString()).isEqualTo(node.expected(given));
        }
    }
}
