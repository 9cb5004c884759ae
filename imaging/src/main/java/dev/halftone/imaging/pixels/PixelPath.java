package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.header.Header;
import dev.halftone.imaging.vips.Libvips;
import dev.halftone.imaging.vips.NoSuchOperation;
import dev.halftone.imaging.vips.TimeUp;
import dev.halftone.imaging.vips.VipsError;
import dev.halftone.imaging.vips.Workbench;

/// The way of an image over its pixels, for any format and any recipe.
public final class PixelPath {
    private final Libvips libvips;
    private final ImageLimits limits;
    private final Admission admission;
    private final Encoder encoder;

    public PixelPath(Libvips libvips, ImageLimits limits) {
        this.libvips = libvips;
        this.limits = limits;
        this.admission = new Admission(limits);
        this.encoder = new Encoder(libvips.keepsProfiles());
    }

    /// Decodes an image and codes it again by the recipe. To be called from platform threads, by any number at once.
    public Recoded recode(ImageBytes source, ImageFormat format, Recipe recipe) {
        var header = Header.of(source, format);
        try (var bench = libvips.workbench(source, limits.maxWork())) {
            return recode(Job.of(source, format, header, recipe), bench);
        } catch (Refusal refusal) {
            return new Recoded.Failed(refusal.refused());
        } catch (TimeUp timeUp) {
            return new Recoded.Failed(new Refused(Reason.TIMED_OUT, limits.timeIsUp()));
        } catch (NoSuchOperation lacking) {
            return new Recoded.Failed(new Refused(Reason.UNSUPPORTED_FORMAT, String.valueOf(lacking.getMessage())));
        } catch (VipsError error) {
            return new Recoded.Failed(damaged(header, error));
        }
    }

    private Recoded recode(Job job, Workbench bench) {
        admission.admit(job.header());
        var decoder = job.decoder();
        var opened = decoder.open(bench);
        admission.admit(opened);
        var plan = job.plan(opened);
        var decoded = decoder.decode(opened, plan, bench);
        var picture = EightBits.of(job.coloured(decoded));
        var bytes = encoder.encode(picture, plan);
        var height = plan.moves() ? picture.number("page-height").orElse(picture.height()) : picture.height();
        return new Recoded.Image(new Done(bytes, plan.target(), picture.width(), height), job.source(opened, plan));
    }

    private static Refused damaged(Header header, VipsError error) {
        return header.jpeg()
                        .filter(jpeg -> jpeg.frame() != 0 && !jpeg.isOfCommonKind())
                        .isPresent()
                ? new Refused(
                        Reason.UNSUPPORTED_FORMAT,
                        "this JPEG is of a rare kind (lossless, arithmetic or 12 bits) that cannot be read here")
                : new Refused(Reason.CORRUPT_IMAGE, "the picture is damaged or incomplete: " + error.getMessage());
    }
}
