package dev.halftone.bench.imaging;

import dev.halftone.bench.codec.Codec;
import dev.halftone.bench.picture.Luma;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.util.List;

/// What both codecs make of the same JPEGs.
///
/// @param size our bytes for each of libvips', over all JPEGs
/// @param psnr how much nearer to the source our luma is than libvips', in dB, on average
record Comparison(double size, double psnr) {
    // Less than this is another picture, not a worse one.
    private static final double TOO_FAR = 3;

    /// @throws IllegalStateException where ours is no picture of the same thing, coded alike
    static Comparison of(List<ImageBytes> jpegs, Codec coefficients, Codec libvips) throws IOException {
        var ourBytes = 0L;
        var libvipsBytes = 0L;
        var psnr = 0.0;
        for (var jpeg : jpegs) {
            var ours = coefficients.recode(jpeg);
            var theirs = libvips.recode(jpeg);
            requireSameSampling(ours, theirs);
            ourBytes += ours.size();
            libvipsBytes += theirs.size();
            psnr += gain(Luma.of(jpeg), Luma.of(ours), Luma.of(theirs));
        }
        return new Comparison((double) ourBytes / libvipsBytes, psnr / jpegs.size());
    }

    private static void requireSameSampling(ImageBytes ours, ImageBytes theirs) {
        var sampling = Sampling.of(ours);
        if (!sampling.equals(Sampling.of(theirs)))
            throw new IllegalStateException("ours is sampled " + sampling + ", libvips' " + Sampling.of(theirs));
    }

    private static double gain(Luma source, Luma ours, Luma theirs) {
        if (!ours.hasSizeOf(source)) throw new IllegalStateException("of " + source + " we made " + ours);
        var gain = ours.psnr(source) - theirs.psnr(source);
        if (gain < -TOO_FAR) throw new IllegalStateException("we are " + gain + " dB from libvips");
        return gain;
    }
}
