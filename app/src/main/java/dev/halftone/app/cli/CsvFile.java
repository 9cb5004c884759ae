package dev.halftone.app.cli;

import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.GzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/// The file argument of a command.
final class CsvFile {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The catalogue: a CSV, plain or compressed with gzip, or an XLSX workbook. -: standard input.")
    private Path path;

    /// Opens the file. It may still be unreadable.
    ///
    /// @throws FileSystemException for a folder, because the error of reading one does not name it
    LocalFile open(InputStream standardInput) throws IOException {
        if (path.equals(STANDARD_INPUT)) return copy(standardInput);
        if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "is a folder");
        try (var bytes = GzipInput.decompressed(Files.newInputStream(path))) {
            return bytes instanceof GzipInput ? copy(bytes) : new LocalFile(path, path);
        } catch (GzipInput.DamagedGzipException e) {
            // The check says so.
            return new LocalFile(path, path);
        }
    }

    private LocalFile copy(InputStream bytes) throws IOException {
        var copy = Files.createTempFile("halftone-", ".csv");
        try (var content = GzipInput.decompressed(bytes);
                var out = Files.newOutputStream(copy)) {
            content.transferTo(out);
            return new LocalFile(path, copy);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /// A file that can be read more than once.
    ///
    /// @param shown its name in messages
    /// @param path may be a temporary copy, which closing deletes
    record LocalFile(Path shown, Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (!path.equals(shown)) Files.deleteIfExists(path);
        }
    }

    /// Prints violations and warnings one per line, in the format of compilers, which editors recognize:
    /// `FILE:LINE:COLUMN: code: message`.
    static final class Diagnostics {
        private final Path csv;
        private final PrintStream out;
        private final Style style;

        Diagnostics(Path csv, CliEnvironment cliEnvironment) {
            this.csv = csv;
            this.out = cliEnvironment.err();
            this.style = Style.ofStderr(cliEnvironment);
        }

        void print(CatalogCheck.Violations violations) {
            for (var violation : violations.first()) {
                var position = new Position(csv, violation.line(), violation.column());
                printLine(position + ": ", style.error(violation.code().text()), ": " + violation.message());
            }
            printRest(violations.count() - violations.first().size(), "violations");
        }

        void print(CatalogCheck.Warnings warnings) {
            for (var warning : warnings.first()) {
                var position = new Position(csv, warning.line(), warning.column());
                printLine(
                        position + ": ",
                        style.warning("warning"),
                        ": " + warning.code().text() + ": " + warning.message());
            }
            printRest(warnings.count() - warnings.first().size(), "warnings");
        }

        private void printRest(long count, String what) {
            if (count > 0) printLine(csv + ": " + what + " not listed: " + count, "", "");
        }

        private void printLine(String start, String styled, String rest) {
            out.println(ControlCharacters.escape(start) + styled + ControlCharacters.escape(rest));
        }

        private record Position(Path csv, long line, long column) {
            @Override
            public String toString() {
                return csv + ":" + line + ":" + column;
            }
        }
    }
}
