package dev.halftone.engine.catalog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// How to read a file so that the same bytes can be written again.
///
/// Where each byte of an ASCII character stands for that character, and no other character has such bytes, each byte is
/// read as one char: delimiters and quotes are ASCII, and everything else, malformed bytes too, is copied as it stands.
/// Other charsets are read and written as text.
///
/// @param charset to read and write with
/// @param ofText the charset of the text
record CopyCharset(Charset charset, Charset ofText) {
    private static final String ASCII = ascii();

    static CopyCharset of(Charset ofText) {
        return new CopyCharset(keepsAscii(ofText) ? StandardCharsets.ISO_8859_1 : ofText, ofText);
    }

    private static boolean keepsAscii(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) return true;
        return charset.canEncode()
                && charset.newEncoder().maxBytesPerChar() == 1
                && new String(ASCII.getBytes(StandardCharsets.US_ASCII), charset).equals(ASCII);
    }

    private static String ascii() {
        var ascii = new StringBuilder();
        for (char c = 0; c < 128; c++) ascii.append(c);
        return ascii.toString();
    }

    /// A part of a cell as text.
    static final class Text {
        private final String text;
        private final int[] positions;

        private Text(String text, int[] positions) {
            this.text = text;
            this.positions = positions;
        }

        int length() {
            return text.length();
        }

        /// Where a char of the text was read from; the end for its length.
        int position(int index) {
            return positions[index];
        }
    }

    /// The text of what was read.
    ///
    /// @param positions for each char of `read` the index to report for it, and the end
    Text decode(String read, int[] positions) {
        if (charset.equals(ofText) || read.chars().allMatch(c -> c < 128)) return new Text(read, positions);
        var decoder = ofText.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.wrap(read.getBytes(charset));
        var chars = CharBuffer.allocate(2);
        var text = new StringBuilder();
        var decodedPositions = new int[read.length() + 1];
        while (bytes.hasRemaining()) {
            int position = positions[bytes.position()];
            // One char at a time, or two if the character has two.
            var result = decoder.decode(bytes, chars.clear().limit(1), true);
            if (result.isOverflow() && chars.position() == 0)
                result = decoder.decode(bytes, chars.clear().limit(2), true);
            if (chars.position() == 0 && result.isError()) {
                bytes.position(bytes.position() + result.length());
                chars.put('\uFFFD');
            }
            chars.flip();
            while (chars.hasRemaining()) {
                decodedPositions[text.length()] = position;
                text.append(chars.get());
            }
        }
        decodedPositions[text.length()] = positions[read.length()];
        return new Text(text.toString(), decodedPositions);
    }
}
