package dev.halftone.benchmarks.imaging;

import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.benchmarks.image.LumaPlane;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Compares the output of both codecs for the same JPEGs.
///
/// @param sizeRatio our bytes divided by libvips' bytes, over all JPEGs
/// @param psnrGain how much closer to the source our luma is than libvips' luma: the average in dB
record OutputComparison(double sizeRatio, double psnrGain) {
    // A greater loss means a different image, not a worse one.
    private static final double MAX_PSNR_LOSS_DB = 3;

    /// Recompresses each JPEG with both codecs and compares the results.
    ///
    /// @throws IllegalStateException if our output has another size, sampling or content than libvips' output
    static OutputComparison of(List<ImageBytes> jpegs, JpegCodec coefficients, JpegCodec libvips) throws IOException {
        var ourBytes = 0L;
        var libvipsBytes = 0L;
        var psnr = 0.0;
        for (var jpeg : jpegs) {
            var ours = coefficients.recode(jpeg);
            var theirs = libvips.recode(jpeg);
            requireSameSampling(ours, theirs);
            ourBytes += ours.size();
            libvipsBytes += theirs.size();
            psnr += gain(LumaPlane.of(jpeg), LumaPlane.of(ours), LumaPlane.of(theirs));
        }
        return new OutputComparison((double) ourBytes / libvipsBytes, psnr / jpegs.size());
    }

    private static void requireSameSampling(ImageBytes ours, ImageBytes theirs) {
        var samplingFactors = SamplingFactors.parse(ours);
        if (!samplingFactors.equals(SamplingFactors.parse(theirs)))
            throw new IllegalStateException("our sampling factors are " + samplingFactors + ", those of libvips "
                    + SamplingFactors.parse(theirs));
    }

    private static double gain(LumaPlane source, LumaPlane ours, LumaPlane theirs) {
        if (!ours.hasSameSize(source))
            throw new IllegalStateException("our image is " + ours + ", its source " + source);
        var gain = ours.psnr(source) - theirs.psnr(source);
        if (gain < -MAX_PSNR_LOSS_DB)
            throw new IllegalStateException("our luma is " + -gain + " dB worse than that of libvips");
        return gain;
    }

    /// The sampling factors of a JPEG's components, as coded in its frame header (ITU-T T.81, B.2.2): 34 is 2 x
    /// 2, 17 is 1 x 1.
    record SamplingFactors(List<Integer> factors) {
        private static final int SOF0 = 0xFFC0;
        private static final int SOF2 = 0xFFC2;

        /// Reads the frame header.
        ///
        /// @throws IllegalStateException if there is no frame header of type SOF0 to SOF2
        static SamplingFactors parse(ImageBytes jpeg) {
            var bytes = ByteBuffer.wrap(jpeg.array());
            bytes.getShort();
            while (bytes.remaining() >= 4) {
                var marker = bytes.getShort() & 0xFFFF;
                if (marker >= SOF0 && marker <= SOF2) return parseFrameHeader(bytes);
                bytes.position(bytes.position() + (bytes.getShort(bytes.position()) & 0xFFFF));
            }
            throw new IllegalStateException("the JPEG has no frame header of type SOF0 to SOF2");
        }

        private static SamplingFactors parseFrameHeader(ByteBuffer header) {
            var offset = header.position();
            var factors = new ArrayList<Integer>();
            for (var component = 0; component < header.get(offset + 7); component++)
                factors.add(header.get(offset + 9 + 3 * component) & 0xFF);
            return new SamplingFactors(List.copyOf(factors));
        }
    }
}
