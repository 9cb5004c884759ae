package dev.halftone.imaging.vips;

import static dev.halftone.imaging.vips.NativeLibrary.INT;
import static dev.halftone.imaging.vips.NativeLibrary.POINTER;
import static dev.halftone.imaging.vips.NativeLibrary.SIZE;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's libheif, if it can decode HEVC. The bundled libvips cannot, because HEVC is patented.
public final class Libheif {
    // enum heif_compression_format
    private static final int HEVC = 1;

    private final HeifFunctions heif;

    private Libheif(HeifFunctions heif) {
        this.heif = heif;
    }

    /// Searches each time, because libheif may be installed while we run. The search costs little compared to
    /// decoding a photo.
    public static Optional<Libheif> find() {
        return Stream.of("libheif.so.1", "libheif.1.dylib")
                .flatMap(name -> NativeLibrary.loadByName(name).stream())
                .findFirst()
                .or(() -> NativeLibrary.load(Path.of("/opt/homebrew/lib/libheif.1.dylib")))
                .flatMap(Libheif::of);
    }

    private static Optional<Libheif> of(NativeLibrary library) {
        try (var arena = Arena.ofConfined()) {
            var heif = new HeifFunctions(library);
            heif.init.callPointer(arena, MemorySegment.NULL);
            return heif.haveDecoder.callInt(HEVC) == 0 ? Optional.empty() : Optional.of(new Libheif(heif));
        } catch (LibvipsMissing tooOld) {
            return Optional.empty();
        }
    }

    /// Decodes the session's source, upright and with its color profile.
    ///
    /// @throws VipsException if it is damaged
    public VipsImage decode(VipsSession session) {
        try (var image = new HeifImage(heif, session)) {
            return image.decode();
        }
    }

    /// The part of libheif's C interface used here, as `heif.h` declares it. Functions that return an error
    /// return it by value, in memory of the caller's: their first argument in Java is the arena.
    static final class HeifFunctions {
        /// `struct heif_error`: code, subcode, message.
        static final MemoryLayout ERROR = MemoryLayout.structLayout(INT, INT, POINTER);

        final NativeLibrary.NativeFunction init;
        final NativeLibrary.NativeFunction haveDecoder;
        final NativeLibrary.NativeFunction newContext;
        final NativeLibrary.NativeFunction freeContext;
        final NativeLibrary.NativeFunction read;
        final NativeLibrary.NativeFunction primary;
        final NativeLibrary.NativeFunction releaseHandle;
        final NativeLibrary.NativeFunction hasAlpha;
        final NativeLibrary.NativeFunction profileSize;
        final NativeLibrary.NativeFunction profile;
        final NativeLibrary.NativeFunction decode;
        final NativeLibrary.NativeFunction releaseImage;
        final NativeLibrary.NativeFunction width;
        final NativeLibrary.NativeFunction height;
        final NativeLibrary.NativeFunction plane;

        HeifFunctions(NativeLibrary c) {
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

    /// The primary image of one HEIF file, with the libheif objects to free.
    static final class HeifImage implements AutoCloseable {
        // enum heif_colorspace, heif_chroma and heif_channel
        private static final int RGB = 1;
        private static final int INTERLEAVED_RGB = 10;
        private static final int INTERLEAVED_RGBA = 11;
        private static final int INTERLEAVED = 10;

        private final HeifFunctions heif;
        private final VipsSession session;
        private final MemorySegment context;
        private MemorySegment handle = MemorySegment.NULL;
        private MemorySegment image = MemorySegment.NULL;

        HeifImage(HeifFunctions heif, VipsSession session) {
            this.heif = heif;
            this.session = session;
            this.context = heif.newContext.callPointer();
        }

        VipsImage decode() {
            var arena = session.arena;
            var made = arena.allocate(ADDRESS);
            check(heif.read.callPointer(arena, context, session.source, session.source.byteSize(), MemorySegment.NULL));
            check(heif.primary.callPointer(arena, context, made));
            handle = made.get(ADDRESS, 0);
            var bands = heif.hasAlpha.callInt(handle) == 0 ? 3 : 4;
            var chroma = bands == 3 ? INTERLEAVED_RGB : INTERLEAVED_RGBA;
            check(heif.decode.callPointer(arena, handle, made, RGB, chroma, MemorySegment.NULL));
            image = made.get(ADDRESS, 0);
            return withProfile(session.fromRaster(raster(bands)));
        }

        // Rows may be padded: the stride is the distance from one to the next.
        private VipsImage.Raster raster(int bands) {
            var width = heif.width.callInt(image, INTERLEAVED);
            var height = heif.height.callInt(image, INTERLEAVED);
            var stride = session.arena.allocate(JAVA_INT);
            var plane = heif.plane.callPointer(image, INTERLEAVED, stride);
            if (plane.address() == 0) throw new VipsException("libheif decoded no pixels");
            var rows = NativeLibrary.view(plane, (long) stride.get(JAVA_INT, 0) * height);
            var row = new byte[width * bands];
            return new VipsImage.Raster(width, height, bands, y -> {
                MemorySegment.copy(rows, JAVA_BYTE, (long) stride.get(JAVA_INT, 0) * y, row, 0, row.length);
                return row;
            });
        }

        private VipsImage withProfile(VipsImage vipsImage) {
            var size = heif.profileSize.callLong(handle);
            if (size == 0) return vipsImage;
            var profile = session.arena.allocate(size);
            check(heif.profile.callPointer(session.arena, handle, profile));
            return vipsImage.withField("icc-profile-data", profile);
        }

        private static void check(MemorySegment error) {
            if (error.get(JAVA_INT, 0) != 0)
                throw new VipsException("libheif: " + NativeLibrary.string(error.get(ADDRESS, 8)));
        }

        @Override
        public void close() {
            if (image.address() != 0) heif.releaseImage.call(image);
            if (handle.address() != 0) heif.releaseHandle.call(handle);
            heif.freeContext.call(context);
        }
    }
}
