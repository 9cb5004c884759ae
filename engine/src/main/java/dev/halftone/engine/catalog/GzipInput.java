package dev.halftone.engine.catalog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The content of a file that is compressed with gzip (RFC 1952), in one member or several. Callers must limit how much
/// they read.
public final class GzipInput extends FilterInputStream {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int FIRST = 0x1F;
    private static final int SECOND = 0x8B;

    private GzipInput(InputStream compressed) throws IOException {
        super(new GZIPInputStream(compressed, BUFFER_BYTES));
    }

    /// The content of the file if it is compressed; otherwise the file as it is.
    ///
    /// @throws DamagedGzipException here or while reading, if the compressed file is damaged
    public static InputStream decompressed(InputStream file) throws IOException {
        var start = new BufferedInputStream(file, BUFFER_BYTES);
        start.mark(2);
        boolean isCompressed = start.read() == FIRST && start.read() == SECOND;
        start.reset();
        if (!isCompressed) return start;
        try {
            return new GzipInput(start);
        } catch (ZipException | EOFException e) {
            throw new DamagedGzipException(e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ZipException | EOFException e) {
            throw new DamagedGzipException(e);
        }
    }

    /// A compressed file is damaged or cut.
    public static final class DamagedGzipException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedGzipException(IOException cause) {
            super("the gzip file is damaged", cause);
        }

        /// What the check says about such a file.
        public CatalogCheck.Violations violations() {
            var violation = new Violation(
                    1, 1, Violation.Code.NOT_TEXT, "The gzip file is damaged or incomplete. Compress the file again.");
            return new CatalogCheck.Violations(List.of(violation), 1);
        }
    }
}
