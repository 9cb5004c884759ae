package dev.halftone.imaging.vips;

import static dev.halftone.imaging.vips.CLibrary.INT;
import static dev.halftone.imaging.vips.CLibrary.POINTER;
import static dev.halftone.imaging.vips.CLibrary.SIZE;

import java.lang.foreign.MemoryLayout;

/// The part of libheif's C interface that is used here, as `heif.h` declares it. Functions that return an error return
/// it by value, in memory of the caller's: their first argument in Java is the arena.
final class HeifFunctions {
    /// `struct heif_error`: code, sub-code, words.
    static final MemoryLayout ERROR = MemoryLayout.structLayout(INT, INT, POINTER);

    final CFunction init;
    final CFunction haveDecoder;
    final CFunction newContext;
    final CFunction freeContext;
    final CFunction read;
    final CFunction primary;
    final CFunction releaseHandle;
    final CFunction hasAlpha;
    final CFunction profileSize;
    final CFunction profile;
    final CFunction decode;
    final CFunction releaseImage;
    final CFunction width;
    final CFunction height;
    final CFunction plane;

    HeifFunctions(CLibrary c) {
        init = c.function("heif_init", ERROR, POINTER);
        haveDecoder = c.function("heif_have_decoder_for_format", INT, INT);
        newContext = c.function("heif_context_alloc", POINTER);
        freeContext = c.procedure("heif_context_free", POINTER);
        read = c.function("heif_context_read_from_memory_without_copy", ERROR, POINTER, POINTER, SIZE, POINTER);
        primary = c.function("heif_context_get_primary_image_handle", ERROR, POINTER, POINTER);
        releaseHandle = c.procedure("heif_image_handle_release", POINTER);
        hasAlpha = c.function("heif_image_handle_has_alpha_channel", INT, POINTER);
        profileSize = c.function("heif_image_handle_get_raw_color_profile_size", SIZE, POINTER);
        profile = c.function("heif_image_handle_get_raw_color_profile", ERROR, POINTER, POINTER);
        decode = c.function("heif_decode_image", ERROR, POINTER, POINTER, INT, INT, POINTER);
        releaseImage = c.procedure("heif_image_release", POINTER);
        width = c.function("heif_image_get_width", INT, POINTER, INT);
        height = c.function("heif_image_get_height", INT, POINTER, INT);
        plane = c.function("heif_image_get_plane_readonly", POINTER, POINTER, INT, POINTER);
    }
}
