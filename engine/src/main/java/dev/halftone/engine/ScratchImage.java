package dev.halftone.engine;

import dev.halftone.engine.zip.ScratchFile;
import dev.halftone.imaging.ImageBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// Holds an image in a temporary file while the client sends or receives it, so that slow clients take up no memory.
///
/// Disk failures are [UncheckedIOException]s, client failures [IOException]s.
final class ScratchImage implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel file;

    private ScratchImage(FileChannel file) {
        this.file = file;
    }

    static ScratchImage create() {
        try {
            return new ScratchImage(ScratchFile.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies an image into the file.
    ///
    /// @return whether it has at most `maxBytes`; otherwise the rest of it is not read
    boolean receive(InputStream image, long maxBytes) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        var bytes = 0L;
        for (int read = image.read(buffer); read >= 0; read = image.read(buffer)) {
            bytes += read;
            if (bytes > maxBytes) return false;
            write(ByteBuffer.wrap(buffer, 0, read));
        }
        return true;
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) file.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() {
        try {
            return file.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImageBytes read() {
        try {
            var bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining())
                if (file.read(bytes, bytes.position()) < 0) throw new EOFException("the temporary file is too short");
            return new ImageBytes(bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts another image in its place.
    void replace(ImageBytes image) {
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(ByteBuffer.wrap(image.array()));
    }

    void writeTo(OutputStream out) throws IOException {
        file.position(0);
        Channels.newInputStream(file).transferTo(out);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
