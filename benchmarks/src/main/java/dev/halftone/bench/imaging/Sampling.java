package dev.halftone.bench.imaging;

import dev.halftone.imaging.ImageBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The sampling factors of a JPEG's components, as in its frame header (ITU-T T.81, B.2.2): 34 is 2 x 2, 17 is 1
/// x 1.
record Sampling(List<Integer> factors) {
    private static final int SOF0 = 0xFFC0;
    private static final int SOF2 = 0xFFC2;

    /// @throws IllegalStateException where there is no frame header of a kind that is written here
    static Sampling of(ImageBytes jpeg) {
        var bytes = ByteBuffer.wrap(jpeg.array());
        bytes.getShort();
        while (bytes.remaining() >= 4) {
            var marker = bytes.getShort() & 0xFFFF;
            if (marker >= SOF0 && marker <= SOF2) return ofFrameHeader(bytes);
            bytes.position(bytes.position() + (bytes.getShort(bytes.position()) & 0xFFFF));
        }
        throw new IllegalStateException("a JPEG without a frame header");
    }

    private static Sampling ofFrameHeader(ByteBuffer header) {
        var at = header.position();
        var factors = new ArrayList<Integer>();
        for (var component = 0; component < header.get(at + 7); component++)
            factors.add(header.get(at + 9 + 3 * component) & 0xFF);
        return new Sampling(List.copyOf(factors));
    }
}
