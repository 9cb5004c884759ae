package dev.halftone.benchmarks.imaging;

import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.benchmarks.image.LumaPlane;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What both codecs make of the same JPEGs.
///
/// @param sizeRatio our bytes for each of libvips', over all JPEGs
/// @param psnrGain how much nearer to the source our luma is than libvips', in dB, on average
record OutputComparison(double sizeRatio, double psnrGain) {
    // Less than this is another picture, not a worse one.
    private static final double MAX_PSNR_LOSS_DB = 3;

    /// @throws IllegalStateException where ours is no picture of the same thing, coded alike
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
            throw new IllegalStateException(
                    "ours is sampled " + samplingFactors + ", libvips' " + SamplingFactors.parse(theirs));
    }

    private static double gain(LumaPlane source, LumaPlane ours, LumaPlane theirs) {
        if (!ours.hasSameSize(source)) throw new IllegalStateException("of " + source + " we made " + ours);
        var gain = ours.psnr(source) - theirs.psnr(source);
        if (gain < -MAX_PSNR_LOSS_DB) throw new IllegalStateException("we are " + gain + " dB from libvips");
        return gain;
    }

    /// The sampling factors of a JPEG's components, as in its frame header (ITU-T T.81, B.2.2): 34 is 2 x 2, 17
    /// is 1 x 1.
    record SamplingFactors(List<Integer> factors) {
        private static final int SOF0 = 0xFFC0;
        private static final int SOF2 = 0xFFC2;

        /// @throws IllegalStateException where there is no frame header of a kind that is written here
        static SamplingFactors parse(ImageBytes jpeg) {
            var bytes = ByteBuffer.wrap(jpeg.array());
            bytes.getShort();
            while (bytes.remaining() >= 4) {
                var marker = bytes.getShort() & 0xFFFF;
                if (marker >= SOF0 && marker <= SOF2) return parseFrameHeader(bytes);
                bytes.position(bytes.position() + (bytes.getShort(bytes.position()) & 0xFFFF));
            }
            throw new IllegalStateException("a JPEG without a frame header");
        }

        private static SamplingFactors parseFrameHeader(ByteBuffer header) {
            var at = header.position();
            var factors = new ArrayList<Integer>();
            for (var component = 0; component < header.get(at + 7); component++)
                factors.add(header.get(at + 9 + 3 * component) & 0xFF);
            return new SamplingFactors(List.copyOf(factors));
        }
    }
}
