package dev.halftone.app.cli;

import dev.halftone.app.cli.client.HalftoneClient;
import dev.halftone.app.cli.client.ServerAddress;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.config.KnownSettings;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.app.security.ApiKey;
import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which server a command talks to, and with which API key.
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            required = true,
            description = "The server, such as http://localhost:8080.")
    private String server;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "File with the API key (default: the variable HALFTONE_API_KEY).")
    private Optional<Path> apiKeyFile = Optional.empty();

    /// A client of the server, which prints on standard error what it waits for.
    ///
    /// @throws InvalidSettingException if the address or the key is none
    HalftoneClient open(CliEnvironment cliEnvironment) throws IOException {
        return new HalftoneClient(
                address(),
                apiKey(cliEnvironment),
                notice -> cliEnvironment.err().println(ControlCharacters.escape("halftone: " + notice)));
    }

    ServerAddress address() {
        return InvalidSettingException.wrap(() -> ServerAddress.parse(server));
    }

    private Optional<ApiKey> apiKey(CliEnvironment cliEnvironment) throws IOException {
        if (apiKeyFile.isPresent())
            return Optional.of(
                    apiKey(Files.readString(apiKeyFile.get()), apiKeyFile.get().toString()));
        return Optional.ofNullable(cliEnvironment.environment().get(KnownSettings.API_KEY))
                .filter(text -> !text.isBlank())
                .map(text -> apiKey(text, KnownSettings.API_KEY));
    }

    /// The message has no part of the text, which may be a key with something added.
    private static ApiKey apiKey(String text, String source) {
        var key = text.strip();
        if (!key.matches("[!-~]+"))
            throw new InvalidSettingException(source + " must hold an API key and nothing else");
        return new ApiKey(key);
    }

    /// Parses the id of a request.
    static final class RequestIdConverter implements ITypeConverter<RequestId> {
        @Override
        public RequestId convert(String text) {
            if (RequestId.isId(text)) return new RequestId(text);
            throw new TypeConversionException("a request's id has 32 hexadecimal digits, unlike " + text);
        }
    }
}
