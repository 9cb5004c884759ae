package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.PngChunk;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Writes the chunks of a PNG (PNG 3rd edition, clause 5.3).
final class PngWriter {
    private static final int SIGNATURE = 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngWriter(Bytes png) {
        out.writeBytes(png.slice(0, SIGNATURE).array());
    }

    PngWriter write(PngChunk chunk) {
        return write(chunk.type(), chunk.png().slice(chunk.start(), chunk.end()).array());
    }

    PngWriter write(String type, byte[] content) {
        var chunk = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
        var checksum = new CRC32();
        checksum.update(chunk);
        writeNumber(content.length);
        out.writeBytes(chunk);
        writeNumber((int) checksum.getValue());
        return this;
    }

    private void writeNumber(int number) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
    }

    ImageBytes end() {
        write("IEND", new byte[0]);
        return new ImageBytes(out.toByteArray());
    }
}
