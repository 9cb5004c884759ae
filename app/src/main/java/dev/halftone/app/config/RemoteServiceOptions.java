package dev.halftone.app.config;

import dev.halftone.engine.imageservice.RemoteSettings;
import dev.halftone.engine.imageservice.ServiceSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options of a server that hands its images over to an image service elsewhere.
public final class RemoteServiceOptions {
    @Option(
            names = "--image-service",
            paramLabel = "URL",
            description = "Hand images over to the image service at this URL.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--image-service-secret",
            paramLabel = "FILE",
            description = "File with lines \"jobs whsec_…\" and \"callbacks whsec_…\", the signing secrets.")
    private Optional<Path> secret = Optional.empty();

    @Option(
            names = "--callback-url",
            paramLabel = "URL",
            description = "URL at which the image service reaches this server or another node.")
    private Optional<String> callbackUrl = Optional.empty();

    @Option(
            names = "--image-service-deadline",
            paramLabel = "TIME",
            converter = Quantity.DurationConverter.class,
            defaultValue = "10m",
            description = "How long an image may take before the image service is asked for its result"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration deadline;

    /// The settings; empty if images are processed here.
    ///
    /// @throws InvalidSettingException when one is missing or wrong
    public Optional<RemoteSettings> settings() {
        if (url.isEmpty()) {
            if (secret.isPresent() || callbackUrl.isPresent())
                throw new InvalidSettingException("image-service-secret and callback-url need --image-service URL");
            return Optional.empty();
        }
        if (secret.isEmpty() || callbackUrl.isEmpty())
            throw new InvalidSettingException("image-service needs --image-service-secret FILE and --callback-url URL");
        return Optional.of(InvalidSettingException.wrap(
                () -> RemoteSettings.of(url.get(), callbackUrl.get(), ServiceSecrets.read(secret.get()), deadline)));
    }
}
