package dev.halftone.app.cli;

import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.catalog.CatalogCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/// The CSV argument of a command.
final class CsvFile {
    @Parameters(paramLabel = "FILE.csv", description = "The CSV of products and image URLs.")
    private Path path;

    /// The path. The file may still be unreadable.
    ///
    /// @throws FileSystemException for a folder, because the error of reading one does not name it
    Path path() throws IOException {
        if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "is a folder");
        return path;
    }

    /// Prints violations and warnings one per line, in the format of compilers, which editors recognize:
    /// `FILE:LINE:COLUMN: code: message`.
    static final class Diagnostics {
        private final Path csv;
        private final PrintStream out;

        Diagnostics(Path csv, PrintStream out) {
            this.csv = csv;
            this.out = out;
        }

        void print(CatalogCheck.Violations violations) {
            for (var violation : violations.first()) {
                var position = new Position(csv, violation.line(), violation.column());
                printLine(position + ": " + violation.code().text() + ": " + violation.message());
            }
            printRest(violations.count() - violations.first().size(), "violations");
        }

        void print(CatalogCheck.Warnings warnings) {
            for (var warning : warnings.first()) {
                var position = new Position(csv, warning.line(), warning.column());
                printLine(position + ": warning: " + warning.code().text() + ": " + warning.message());
            }
            printRest(warnings.count() - warnings.first().size(), "warnings");
        }

        private void printRest(long count, String what) {
            if (count > 0) printLine(csv + ": " + what + " not listed: " + count);
        }

        private void printLine(String line) {
            out.println(ControlCharacters.escape(line));
        }

        private record Position(Path csv, long line, long column) {
            @Override
            public String toString() {
                return csv + ":" + line + ":" + column;
            }
        }
    }
}
