package dev.halftone.engine.xlsx;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The encoding of an XML document (XML 1.0, appendix F): UTF-8 nearly always, sometimes UTF-16.
///
/// A byte order mark is read as a character, so that a copy has it, too.
record XmlEncoding(Charset charset) {
    private static final int HEAD_BYTES = 256;
    private static final Set<String> UTF8 = Set.of("UTF-8", "UTF8", "US-ASCII", "ASCII");
    private static final Pattern DECLARED = Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']+)[\"']");

    /// Reads the first bytes and gives them back.
    static XmlEncoding detect(PushbackInputStream in) throws IOException {
        var head = in.readNBytes(HEAD_BYTES);
        in.unread(head);
        return new XmlEncoding(charset(new String(head, StandardCharsets.ISO_8859_1)));
    }

    private static Charset charset(String head) throws InvalidWorkbookException {
        if (head.startsWith("\u00FE\u00FF") || head.startsWith("\0<")) return StandardCharsets.UTF_16BE;
        if (head.startsWith("\u00FF\u00FE") || head.startsWith("<\0")) return StandardCharsets.UTF_16LE;
        var declared = DECLARED.matcher(head);
        // ASCII is UTF-8, too. Workbooks may have no other encodings (ECMA-376 part 2, 8.1.4).
        if (!declared.find() || UTF8.contains(declared.group(1).toUpperCase(Locale.ROOT)))
            return StandardCharsets.UTF_8;
        throw InvalidWorkbookException.malformed("its XML is not in UTF-8 or UTF-16");
    }

    static PushbackInputStream pushback(InputStream in) {
        return new PushbackInputStream(in, HEAD_BYTES);
    }

    /// Throws a [java.nio.charset.CharacterCodingException] while it reads bytes that are not valid.
    Reader reader(InputStream in) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(in, decoder);
    }
}
