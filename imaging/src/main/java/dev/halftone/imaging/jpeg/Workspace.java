package dev.halftone.imaging.jpeg;

import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The buffers for one JPEG, reused for the next, so that an image allocates little more than its result.
final class Workspace {
    final BitReader bits = new BitReader();
    final CoefficientBlocks coefficientBlocks = new CoefficientBlocks();
    final CoefficientBlocks rotated = new CoefficientBlocks();
    final CoefficientBlocks downsampled = new CoefficientBlocks();
    final McuRowCoefficients row = new McuRowCoefficients();
    final HuffmanSymbolBuffer huffmanSymbolBuffer = new HuffmanSymbolBuffer();
    final JpegWriter.Output out = new JpegWriter.Output();

    /// Gives back the memory for whole images. Otherwise each workspace would grow to the largest image it has
    /// ever seen.
    void freeCoefficients() {
        coefficientBlocks.free();
        rotated.free();
        downsampled.free();
    }

    /// As many workspaces as JPEGs were ever processed at once. They are softly referenced, so the garbage
    /// collector frees them when memory is short.
    static final class Pool {
        private final Queue<SoftReference<Workspace>> idle = new ConcurrentLinkedQueue<>();

        Workspace acquire() {
            for (var reference = idle.poll(); reference != null; reference = idle.poll()) {
                var workspace = Optional.ofNullable(reference.get());
                if (workspace.isPresent()) return workspace.get();
            }
            return new Workspace();
        }

        void release(Workspace workspace) {
            idle.add(new SoftReference<>(workspace));
        }
    }
}
