package dev.halftone.imaging.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.halftone.imaging.ImageBytes;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// libvips, loaded and initialized once per process. Thread-safe: each image has its own [VipsSession].
public final class Libvips {
    // A native library belongs to the process and cannot be unloaded (GLib keeps threads), so this one map is
    // static.
    private static final Map<Optional<Path>, Libvips> LOADED = new ConcurrentHashMap<>();

    // The first version that can read a JPEG with any number of warnings.
    private static final int OLDEST_MINOR = 14;
    // The first version whose savers can drop EXIF and keep the color profile: `keep=icc`.
    private static final int KEEP_MINOR = 15;

    // G_LOG_LEVEL_WARNING: an odd tag in a user's image. More severe levels are still written.
    private static final int LOG_LEVEL_WARNING = 1 << 4;

    private static final List<String> ALLOWED = List.of(
            "VipsForeignLoadJpeg",
            "VipsForeignLoadPng",
            "VipsForeignLoadWebp",
            "VipsForeignLoadHeif",
            "VipsForeignLoadNsgif",
            "VipsForeignLoadTiff",
            "VipsForeignSaveJpeg",
            "VipsForeignSavePng",
            "VipsForeignSaveSpng",
            "VipsForeignSaveWebp",
            "VipsForeignSaveHeif",
            "VipsForeignSaveCgif");

    private final VipsFunctions vips;
    private final Watchdog watchdog;

    private Libvips(VipsFunctions vips) {
        this.vips = vips;
        this.watchdog = new Watchdog(vips);
    }

    /// Loads libvips from the given file. Without one, loads the bundled libvips, or else the system's.
    ///
    /// @throws LibvipsMissing if there is none, or one too old
    public static Libvips load(Optional<Path> explicit) {
        return LOADED.computeIfAbsent(explicit, path -> initialize(new VipsFunctions(LibvipsLoader.find(path))));
    }

    private static Libvips initialize(VipsFunctions vips) {
        try (var arena = Arena.ofConfined()) {
            if (vips.init.callInt(arena.allocateFrom("halftone")) != 0)
                throw new VipsException.ErrorBuffer(vips).takeException();
            requireNewEnough(vips);
            vips.handleLog.callInt(
                    arena.allocateFrom("VIPS"), LOG_LEVEL_WARNING, silentLogHandler(), MemorySegment.NULL);
            // We process images in parallel, not tiles, and no image comes twice.
            vips.setConcurrency.call(1);
            vips.setCacheSize.call(0);
            allowOnly(ALLOWED, vips, arena);
            return new Libvips(vips);
        }
    }

    private static void requireNewEnough(VipsFunctions vips) {
        if (minor(vips) < OLDEST_MINOR)
            throw LibvipsMissing.tooOld("8." + minor(vips) + "; 8." + OLDEST_MINOR + " is required");
    }

    // All other loaders of this libvips (SVG, PDF, ImageMagick, OpenSlide) must never see untrusted bytes.
    private static void allowOnly(List<String> classes, VipsFunctions vips, Arena arena) {
        vips.blockUntrusted.call(1);
        vips.blockOperations.call(arena.allocateFrom("VipsForeign"), 1);
        for (var allowed : classes) vips.blockOperations.call(arena.allocateFrom(allowed), 0);
    }

    private static int minor(VipsFunctions vips) {
        return vips.version.callInt(1);
    }

    /// For example `8.18.7`.
    public String version() {
        return vips.version.callInt(0) + "." + minor(vips) + "." + vips.version.callInt(2);
    }

    /// Whether a saver can drop EXIF, XMP and comments and keep the color profile.
    public boolean canKeepProfiles() {
        return minor(vips) >= KEEP_MINOR;
    }

    /// Opens a session for one image and one thread, with a limit of its processor time.
    public VipsSession openSession(ImageBytes source, Duration limit) {
        return openSession(List.of(ByteBuffer.wrap(source.array())), limit);
    }

    /// The same for a source in parts, which are joined outside of the Java heap.
    public VipsSession openSession(List<ByteBuffer> source, Duration limit) {
        return new VipsSession(vips, source, watchdog, limit);
    }

    // A GLogFunc that does nothing. It keeps libvips from writing to standard error: the messages that matter
    // come with the error of the call.
    @SuppressWarnings("restricted") // C calls the handler.
    private static MemorySegment silentLogHandler() {
        var nothing = MethodHandles.empty(MethodType.methodType(
                void.class, MemorySegment.class, int.class, MemorySegment.class, MemorySegment.class));
        var signature = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        return Linker.nativeLinker().upcallStub(nothing, signature, Arena.global());
    }
}
