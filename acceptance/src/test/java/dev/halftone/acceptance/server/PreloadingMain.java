package dev.halftone.acceptance.server;

import dev.halftone.app.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Halftone with all its classes loaded at the start. In a release they come from jars, which are open. Here each
/// comes from a file of its own, which cannot be opened when there are no file descriptors.
final class PreloadingMain {
    private static final String SUFFIX = ".class";

    private PreloadingMain() {}

    static void main(String[] args) throws IOException {
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var folder = Path.of(entry);
            if (Files.isDirectory(folder)) load(folder);
        }
        Main.main(args);
    }

    private static void load(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            names(folder, files).filter(PreloadingMain::isOurs).forEach(PreloadingMain::load);
        }
    }

    private static Stream<String> names(Path folder, Stream<Path> files) {
        return files.map(file -> folder.relativize(file).toString())
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()).replace(File.separatorChar, '.'));
    }

    private static boolean isOurs(String name) {
        return Stream.of("engine", "imaging", "app")
                .anyMatch(module -> name.startsWith("dev.halftone." + module + "."));
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, PreloadingMain.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
