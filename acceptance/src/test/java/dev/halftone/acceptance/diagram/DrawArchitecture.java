package dev.halftone.acceptance.diagram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Draws the system. After a change to [ArchitectureDiagram], in the project's folder:
/// `java app/src/test/java/dev/halftone/app/docs/drawing/DrawArchitecture.java docs`
final class DrawArchitecture {
    private DrawArchitecture() {}

    /// Writes the pictures into the folder that the first argument names.
    public static void main(String[] arguments) throws IOException {
        for (var picture : all().entrySet())
            Files.writeString(Path.of(arguments[0]).resolve(picture.getKey()), picture.getValue());
    }

    /// The files by their names.
    static Map<String, String> all() {
        var architectureDiagram = new ArchitectureDiagram();
        return Map.of(
                "architecture.drawio", DrawioWriter.of(architectureDiagram),
                "architecture.svg", SvgWriter.of(architectureDiagram));
    }
}
