package dev.halftone.engine.isolation;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;

/// The messages of a codec process: ready, begun with an image, and the result.
enum CodecProtocol {
    READY,
    BEGUN,
    DONE,
    REFUSED;

    /// Precedes each message, so that other output on the same stream, such as a library's, is not taken
    /// for one.
    private static final int MAGIC = 0x48_41_4C_46;

    void write(DataOutputStream out) throws IOException {
        begin(out);
        out.flush();
    }

    private void begin(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeUTF(name());
    }

    static void write(Recompressed recompressed, DataOutputStream out) throws IOException {
        switch (recompressed) {
            case Done(var bytes, var format, var width, var height) -> {
                DONE.begin(out);
                out.writeUTF(format.name());
                out.writeInt(width);
                out.writeInt(height);
                out.writeInt(bytes.size());
                out.write(bytes.array());
            }
            case Refused(var reason, var message) -> {
                REFUSED.begin(out);
                out.writeUTF(reason.name());
                out.writeUTF(message);
            }
        }
        out.flush();
    }

    static Recompressed recompressed(DataInputStream in) throws IOException {
        return switch (read(in)) {
            case DONE -> {
                var format = ImageFormat.valueOf(in.readUTF());
                var width = in.readInt();
                var height = in.readInt();
                yield new Done(new ImageBytes(in.readNBytes(in.readInt())), format, width, height);
            }
            case REFUSED -> new Refused(Reason.valueOf(in.readUTF()), in.readUTF());
            case READY, BEGUN -> throw new StreamCorruptedException("an unexpected response");
        };
    }

    /// @throws java.io.EOFException when the process has ended
    static void expect(CodecProtocol expected, DataInputStream in) throws IOException {
        if (read(in) != expected) throw new StreamCorruptedException("an unexpected response");
    }

    private static CodecProtocol read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) throw new StreamCorruptedException("not a message of the codec protocol");
        return valueOf(in.readUTF());
    }
}
