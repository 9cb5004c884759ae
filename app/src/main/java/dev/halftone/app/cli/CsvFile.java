package dev.halftone.app.cli;

import dev.halftone.app.cli.client.ProblemDocument;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.GzipInput;
import dev.halftone.engine.fetch.CatalogDownloader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.request.SourceUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/// The file argument of a command.
final class CsvFile {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The catalogue: a CSV, plain or compressed with gzip, or an XLSX workbook. A URL is downloaded;"
                            + " -: standard input.")
    private String name;

    /// Opens the file. It may still be unreadable.
    ///
    /// @throws FileSystemException for a folder, because the error of reading one does not name it, and for a URL
    /// that has no file
    LocalFile open(InputStream standardInput, FetchSettings settings, AddressPolicy policy) throws IOException {
        if (name.equals(STANDARD_INPUT)) return copy(standardInput, Optional.empty());
        var url = new SourceUrl(name);
        return url.isAbsolute() ? download(url, settings, policy) : open(Path.of(name));
    }

    private LocalFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) throw new FileSystemException(name, null, "is a folder");
        try (var bytes = GzipInput.decompressed(Files.newInputStream(path))) {
            return bytes instanceof GzipInput
                    ? copy(bytes, Optional.empty())
                    : new LocalFile(name, path, false, Optional.empty());
        } catch (GzipInput.DamagedGzipException e) {
            // The check says so.
            return new LocalFile(name, path, false, Optional.empty());
        }
    }

    private LocalFile download(SourceUrl url, FetchSettings settings, AddressPolicy policy) throws IOException {
        var guard = new AddressGuard(policy, NameResolver.system());
        try (var downloader = new CatalogDownloader(settings, guard)) {
            return switch (downloader.open("", url)) {
                case CatalogDownloader.Result.Opened(var download) -> {
                    try (download) {
                        yield copy(download.content(), download.charset());
                    }
                }
                case CatalogDownloader.Result.NotFound(var why) -> throw new FileSystemException(name, null, why);
                case CatalogDownloader.Result.Busy() -> throw new IllegalStateException("this is the only download");
            };
        } catch (CatalogDownloader.BrokenOffException e) {
            throw new FileSystemException(name, null, e.getMessage());
        }
    }

    private LocalFile copy(InputStream bytes, Optional<Charset> charset) throws IOException {
        var copy = Files.createTempFile("halftone-", ".csv");
        try (var content = GzipInput.decompressed(bytes);
                var out = Files.newOutputStream(copy)) {
            content.transferTo(out);
            return new LocalFile(name, copy, true, charset);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /// A file that can be read more than once.
    ///
    /// @param shown its name in messages
    /// @param isCopy whether closing deletes it
    /// @param charset that its server declared
    record LocalFile(String shown, Path path, boolean isCopy, Optional<Charset> charset) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (isCopy) Files.deleteIfExists(path);
        }
    }

    /// Prints violations and warnings one per line, in the format of compilers, which editors recognize:
    /// `FILE:LINE:COLUMN: code: message`.
    static final class Diagnostics {
        private final String csv;
        private final PrintStream out;
        private final Style style;

        Diagnostics(String csv, CliEnvironment cliEnvironment) {
            this.csv = csv;
            this.out = cliEnvironment.err();
            this.style = Style.ofStderr(cliEnvironment);
        }

        void print(CatalogCheck.Violations violations) {
            for (var violation : violations.first())
                printViolation(
                        new Position(csv, violation.line(), violation.column()),
                        violation.code().text(),
                        violation.message());
            printRest(violations.count() - violations.first().size(), "violations");
        }

        void print(CatalogCheck.Warnings warnings) {
            for (var warning : warnings.first())
                printWarning(
                        new Position(csv, warning.line(), warning.column()),
                        warning.code().text(),
                        warning.message());
            printRest(warnings.count() - warnings.first().size(), "warnings");
        }

        /// Those that a server has found.
        void printViolations(List<ProblemDocument.Finding> violations, long count) {
            for (var violation : violations)
                printViolation(
                        new Position(csv, violation.line(), violation.column()), violation.code(), violation.message());
            printRest(count - violations.size(), "violations");
        }

        /// Those that a server has found.
        void printWarnings(List<ProblemDocument.Finding> warnings, long count) {
            for (var warning : warnings)
                printWarning(new Position(csv, warning.line(), warning.column()), warning.code(), warning.message());
            printRest(count - warnings.size(), "warnings");
        }

        private void printViolation(Position position, String code, String message) {
            printLine(position + ": ", style.error(ControlCharacters.escape(code)), ": " + message);
        }

        private void printWarning(Position position, String code, String message) {
            printLine(position + ": ", style.warning("warning"), ": " + code + ": " + message);
        }

        private void printRest(long count, String what) {
            if (count > 0) printLine(csv + ": " + what + " not listed: " + count, "", "");
        }

        private void printLine(String start, String styled, String rest) {
            out.println(ControlCharacters.escape(start) + styled + ControlCharacters.escape(rest));
        }

        private record Position(String csv, long line, long column) {
            @Override
            public String toString() {
                return csv + ":" + line + ":" + column;
            }
        }
    }
}
