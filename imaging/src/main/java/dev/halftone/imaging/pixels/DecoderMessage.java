package dev.halftone.imaging.pixels;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells in plain English what a decoder found wrong. The texts of libvips and of the libraries under it
/// (libjpeg, libpng, libtiff, libwebp, libheif, libnsgif) name their own functions and types, which say
/// nothing to the owner of an image.
final class DecoderMessage {
    private record Meaning(Pattern texts, String reason) {
        Meaning(String texts, String reason) {
            this(Pattern.compile(texts), reason);
        }
    }

    /// The most telling first: a log may have several lines.
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(
                    "end of (file|gif|jpeg|image|data)|premature|insufficient|not enough|too (early|few|small)|truncat"
                            + "|remaining data|outside of file|no compressed data|got \\d+ bytes|short read|no eoi",
                    "its data ends too early"),
            new Meaning("crc|checksum|incorrect (data|header) check|adler", "a checksum is wrong"),
            new Meaning("security limit|exceeds|memory|too (large|big|many)", "a part of it declares too large a size"),
            new Meaning("dimension|image size|(width|height|tile size|samples) out of range", "its size is invalid"),
            new Meaning(
                    "huffman|quantization|progressi|zlib|inflate|lzw|packbits|frame data|corrupt|bitstream|invalid code"
                            + "|read pixels|decompress|decoder plugin",
                    "its coded data is invalid"),
            new Meaning(
                    "not (supported|implemented|configured)|unsupported (feature|image type|data version)",
                    "it declares a feature that is not supported here"),
            new Meaning("palette|plte|colormap", "its palette is missing or invalid"),
            new Meaning(
                    "box|marker|chunk|ihdr|idat|directory|field|tag|header|structure|component|item|grid|handler"
                            + "|no frames|parse",
                    "its structure is invalid"));

    private DecoderMessage() {}

    /// Empty if the text has no known meaning. Then it is best not to guess.
    static Optional<String> explain(String text) {
        var lowerCase = text.toLowerCase(Locale.ROOT);
        return MEANINGS.stream()
                .filter(meaning -> meaning.texts.matcher(lowerCase).find())
                .map(Meaning::reason)
                .findFirst();
    }
}
