package dev.halftone.app.setting;

import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.imaging.ImageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How much one image may ask of this machine, and who works on it.
public final class ImageOptions {
    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            converter = CountConverter.class,
            defaultValue = "100M",
            description = "Width times height times frames of an image (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    @Option(
            names = "--max-work",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "20s",
            description = "Time that one image may be worked on (default: ${DEFAULT-VALUE}).")
    private Duration maxWork;

    @Option(
            names = "--libvips",
            paramLabel = "FILE",
            description =
                    "The libvips library to use (default: the one that comes with the program, else the system's).")
    private Optional<Path> libvips = Optional.empty();

    public Imaging imaging() {
        return SettingRefused.checked(() -> new Imaging(new ImageLimits(maxPixels, maxWork), libvips));
    }
}
