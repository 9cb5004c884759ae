package dev.halftone.acceptance.diagram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Draws the architecture diagram. Run it in the project's folder after a change to [ArchitectureDiagram]:
/// `java acceptance/src/test/java/dev/halftone/acceptance/diagram/DrawArchitecture.java docs`
final class DrawArchitecture {
    private DrawArchitecture() {}

    /// Writes the files into a folder.
    ///
    /// @param arguments the folder
    public static void main(String[] arguments) throws IOException {
        for (var file : all().entrySet())
            Files.writeString(Path.of(arguments[0]).resolve(file.getKey()), file.getValue());
    }

    /// The contents of the files, by file name.
    static Map<String, String> all() {
        var diagram = new ArchitectureDiagram();
        return Map.of(
                "architecture.drawio", DrawioWriter.of(diagram),
                "architecture.svg", SvgWriter.of(diagram));
    }
}
