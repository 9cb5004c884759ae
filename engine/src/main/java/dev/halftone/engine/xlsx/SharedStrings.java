package dev.halftone.engine.xlsx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The texts that cells of all sheets share, by number. Kept in temporary files: a sheet may have millions.
final class SharedStrings implements Closeable {
    private final SpoolFile texts;

    /// Where each text begins in `texts`, and at last where the next would.
    private final SpoolFile offsets;

    private SharedStrings() throws IOException {
        this.texts = new SpoolFile();
        this.offsets = new SpoolFile();
    }

    static SharedStrings read(XmlScanner xml) throws IOException {
        var strings = new SharedStrings();
        try {
            for (var token = xml.next(); token != XmlScanner.Token.EOF; token = xml.next()) {
                if (token == XmlScanner.Token.START && xml.depth() == 2) {
                    if (xml.isElement("si")) strings.add(RichText.read(xml));
                    else xml.skipElement();
                }
            }
            strings.endText();
            strings.texts.flush();
            strings.offsets.flush();
            return strings;
        } catch (IOException | RuntimeException e) {
            strings.close();
            throw e;
        }
    }

    private void add(String text) throws IOException {
        endText();
        texts.append(text.getBytes(StandardCharsets.UTF_8));
    }

    private void endText() throws IOException {
        offsets.append(ByteBuffer.allocate(Long.BYTES).putLong(texts.size()).array());
    }

    String get(long index) throws IOException {
        if (index < 0 || (index + 2) * Long.BYTES > offsets.size()) {
            throw missing();
        }
        var bounds = ByteBuffer.wrap(offsets.read(index * Long.BYTES, 2 * Long.BYTES));
        long start = bounds.getLong();
        var bytes = texts.read(start, Math.toIntExact(bounds.getLong() - start));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static InvalidWorkbookException missing() {
        return InvalidWorkbookException.malformed("a cell refers to a text that is not in it");
    }

    @Override
    public void close() throws IOException {
        try (offsets) {
            texts.close();
        }
    }
}
