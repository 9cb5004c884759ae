package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// The primary image of one HEIF file, as long as libheif works on it.
final class HeifImage implements AutoCloseable {
    // enum heif_colorspace, heif_chroma and heif_channel
    private static final int RGB = 1;
    private static final int INTERLEAVED_RGB = 10;
    private static final int INTERLEAVED_RGBA = 11;
    private static final int INTERLEAVED = 10;

    private final HeifFunctions heif;
    private final Workbench bench;
    private final MemorySegment context;
    private MemorySegment handle = MemorySegment.NULL;
    private MemorySegment image = MemorySegment.NULL;

    HeifImage(HeifFunctions heif, Workbench bench) {
        this.heif = heif;
        this.bench = bench;
        this.context = heif.newContext.pointer();
    }

    Picture decoded() {
        var arena = bench.arena;
        var made = arena.allocate(ADDRESS);
        check(heif.read.pointer(arena, context, bench.source, bench.source.byteSize(), MemorySegment.NULL));
        check(heif.primary.pointer(arena, context, made));
        handle = made.get(ADDRESS, 0);
        var bands = heif.hasAlpha.integer(handle) == 0 ? 3 : 4;
        var chroma = bands == 3 ? INTERLEAVED_RGB : INTERLEAVED_RGBA;
        check(heif.decode.pointer(arena, handle, made, RGB, chroma, MemorySegment.NULL));
        image = made.get(ADDRESS, 0);
        return withProfile(bench.of(raster(bands)));
    }

    // Rows may be padded: the stride says how far it is from one to the next.
    private Raster raster(int bands) {
        var width = heif.width.integer(image, INTERLEAVED);
        var height = heif.height.integer(image, INTERLEAVED);
        var stride = bench.arena.allocate(JAVA_INT);
        var plane = heif.plane.pointer(image, INTERLEAVED, stride);
        if (plane.address() == 0) throw new VipsError("libheif: it decoded no pixels");
        var rows = CMemory.view(plane, (long) stride.get(JAVA_INT, 0) * height);
        var row = new byte[width * bands];
        return new Raster(width, height, bands, y -> {
            MemorySegment.copy(rows, JAVA_BYTE, (long) stride.get(JAVA_INT, 0) * y, row, 0, row.length);
            return row;
        });
    }

    private Picture withProfile(Picture picture) {
        var size = heif.profileSize.number(handle);
        if (size == 0) return picture;
        var profile = bench.arena.allocate(size);
        check(heif.profile.pointer(bench.arena, handle, profile));
        return picture.with("icc-profile-data", profile);
    }

    private static void check(MemorySegment error) {
        if (error.get(JAVA_INT, 0) != 0) throw new VipsError("libheif: " + CMemory.string(error.get(ADDRESS, 8)));
    }

    @Override
    public void close() {
        if (image.address() != 0) heif.releaseImage.call(image);
        if (handle.address() != 0) heif.releaseHandle.call(handle);
        heif.freeContext.call(context);
    }
}
