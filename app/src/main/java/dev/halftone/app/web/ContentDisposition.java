package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.request.RequestName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The header Content-Disposition: read in uploads, for the name of the file, and written in downloads (RFC 6266).
final class ContentDisposition {
    private static final String FILENAME = "filename";

    /// The characters that an extended value need not escape (RFC 8187 §3.2.1), besides letters and digits.
    private static final String UNESCAPED = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /// The file name in the header of a request. HTTP has headers in ISO 8859-1, but most clients send UTF-8.
    static Optional<String> filenameOfRequest(String header) {
        return filename(decode(header.getBytes(ISO_8859_1), UTF_8).orElse(header));
    }

    /// The file name in a header: the extended one wins, if it can be decoded (RFC 6266 §4.3).
    static Optional<String> filename(String header) {
        var parameters = parameters(header);
        return Optional.ofNullable(parameters.get(FILENAME + "*"))
                .flatMap(ContentDisposition::decodeExtended)
                .or(() -> Optional.ofNullable(parameters.get(FILENAME)).map(ContentDisposition::unescapeForm));
    }

    /// Browsers escape these three characters in the headers of forms (WHATWG HTML §4.10.22.8).
    private static String unescapeForm(String filename) {
        return filename.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    /// Takes what it can of a malformed header: a file is not refused for its name.
    private static Map<String, String> parameters(String header) {
        var parameters = new HashMap<String, String>();
        var scanner = new Scanner(header);
        scanner.until(";");
        while (!scanner.atEnd()) {
            scanner.skip();
            var name = scanner.until("=;").strip().toLowerCase(Locale.ROOT);
            if (!scanner.at('=')) continue;
            scanner.skip();
            parameters.putIfAbsent(name, scanner.value());
        }
        return parameters;
    }

    private static final class Scanner {
        private final String header;
        private int position;

        Scanner(String header) {
            this.header = header;
        }

        boolean atEnd() {
            return position >= header.length();
        }

        boolean at(char c) {
            return !atEnd() && header.charAt(position) == c;
        }

        void skip() {
            position++;
        }

        String until(String ends) {
            var from = position;
            while (!atEnd() && ends.indexOf(header.charAt(position)) < 0) position++;
            return header.substring(from, position);
        }

        String value() {
            while (at(' ') || at('\t')) skip();
            if (!at('"')) return until(";").strip();
            var value = new StringBuilder();
            for (skip(); !atEnd() && !at('"'); skip()) {
                if (isEscape()) skip();
                value.append(header.charAt(position));
            }
            until(";");
            return value.toString();
        }

        /// A backslash escapes a quote or itself. Before another character it separates folders, as old browsers
        /// send them.
        private boolean isEscape() {
            return header.startsWith("\\\"", position) || header.startsWith("\\\\", position);
        }
    }

    /// `UTF-8'en'M%C3%B6bel.csv` (RFC 8187); empty if it is malformed.
    private static Optional<String> decodeExtended(String value) {
        var parts = value.split("'", 3);
        if (parts.length < 3) return Optional.empty();
        try {
            return decode(unescape(parts[2]), Charset.forName(parts[0]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static byte[] unescape(String text) {
        var bytes = new ByteArrayOutputStream();
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else bytes.write(text.charAt(i));
        }
        return bytes.toByteArray();
    }

    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// The header of a download, which is named after the upload: `products-halftone.csv`,
    /// `products-halftone-report.csv`.
    ///
    /// @param file its name if the upload had none: `output.csv`, `report.csv`
    static String attachment(RequestName name, String file) {
        return name.filename()
                .map(ContentDisposition::withoutExtension)
                .filter(base -> !base.isEmpty())
                .map(base -> base + "-halftone" + (file.startsWith("output.") ? "" : "-") + file.replace("output", ""))
                .map(download -> "attachment; filename=\"%s\"; filename*=UTF-8''%s"
                        .formatted(ascii(download), encodeExtended(download)))
                .orElse("attachment; filename=\"%s\"".formatted(file));
    }

    private static String withoutExtension(String filename) {
        return filename.replaceFirst("(?i)\\.gz$", "").replaceFirst("\\.[A-Za-z0-9]{1,8}$", "");
    }

    /// For clients that know no extended values. Accents are dropped; what could end or escape the value is replaced.
    private static String ascii(String filename) {
        return Normalizer.normalize(filename, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^ -~]|[\"%\\\\]", "_");
    }

    private static String encodeExtended(String filename) {
        var encoded = new StringBuilder();
        for (var b : filename.getBytes(UTF_8)) {
            var c = (char) (b & 0xff);
            var isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0);
            encoded.append(isPlain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
