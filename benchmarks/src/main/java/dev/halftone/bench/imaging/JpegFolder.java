package dev.halftone.bench.imaging;

import dev.halftone.bench.picture.Shots;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// JPEGs on their way from this process to those that JMH forks.
record JpegFolder(Path folder) {

    static JpegFolder write(Path folder, List<ImageBytes> jpegs) throws IOException {
        Shots.shelve(jpegs, folder);
        return new JpegFolder(folder);
    }

    List<ImageBytes> read() throws IOException {
        var jpegs = new ArrayList<ImageBytes>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) jpegs.add(new ImageBytes(Files.readAllBytes(file)));
        }
        return jpegs;
    }
}
