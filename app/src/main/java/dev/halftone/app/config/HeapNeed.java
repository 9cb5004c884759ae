package dev.halftone.app.config;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.engine.EngineSettings;
import dev.halftone.imaging.jpeg.CoefficientBudget;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// How much heap a server can take at most, with its settings. It is compared with the heap at start, so that no load
/// can exhaust it. Pixels are outside the heap: libvips allocates them.
///
/// @param images sources and results of images: each result is at most as large as its source
/// @param codecs coefficients of JPEGs, pixels of a BMP, and the codecs' buffers
/// @param connections buffers of all connections
/// @param eventStreams the rest of all event streams
public record HeapNeed(long images, long codecs, long connections, long eventStreams) {
    /// What an idle server keeps, with room to collect garbage.
    static final long BASE = 64L << 20;

    /// Tomcat's and our buffers, and the thread, of a connection while it is served.
    static final long CONNECTION = 128L << 10;

    private static final long EVENT_STREAM = 16L << 10;
    private static final long CODEC_THREAD = 8L << 20;

    /// Fewer would lock clients out in everyday use.
    private static final int MIN_CONNECTIONS = 100;

    public static HeapNeed of(EngineSettings engine, ServerSettings.Limits limits, Machine machine) {
        return new HeapNeed(
                2 * engine.fetch().bytesInFlight(),
                codecs(engine, machine),
                limits.connections() * CONNECTION,
                limits.eventStreams().streams() * EVENT_STREAM);
    }

    /// How many connections the heap leaves room for, half of them event streams; and no more than half of the
    /// files that may be open.
    static int affordableConnections(EngineSettings engine, Machine machine) {
        var withoutConnections = new HeapNeed(2 * engine.fetch().bytesInFlight(), codecs(engine, machine), 0, 0);
        var byHeap = (machine.heap() - withoutConnections.bytes()) / (CONNECTION + EVENT_STREAM / 2);
        return Math.clamp(Math.min(byHeap, machine.maxFiles() / 2), MIN_CONNECTIONS, Integer.MAX_VALUE);
    }

    private static long codecs(EngineSettings engine, Machine machine) {
        // An uncompressed BMP has at most three bytes a pixel, and all of them are in its file. A compressed
        // one has one.
        var bitmap =
                Math.max(engine.imaging().limits().maxPixels(), engine.fetch().maxImageBytes());
        return CoefficientBudget.defaultBytes(machine.heap()) + bitmap + machine.processors() * CODEC_THREAD;
    }

    /// @throws IllegalArgumentException when it is more than the heap
    void requireAtMost(long heap) {
        if (bytes() > heap)
            throw new IllegalArgumentException(
                    ("the settings can take %s of heap, but the JVM has %s; lower --max-image-bytes, --bytes-in-flight,"
                                    + " --max-pixels or --max-connections, or give the JVM more memory:"
                                    + " JAVA_OPTS=-XX:MaxRAM=%dm (half of it is heap)")
                            .formatted(this, new ByteSize(heap), Math.ceilDiv(2 * bytes(), 1L << 20)));
    }

    public long bytes() {
        return BASE + images + codecs + connections + eventStreams;
    }

    /// The heap and the processors of this process.
    ///
    /// @param heap the largest heap in bytes
    /// @param maxFiles how many files and connections may be open
    public record Machine(long heap, int processors, long maxFiles) {
        /// Far more than any server needs, where the system tells no limit.
        private static final long MANY_FILES = 1 << 20;

        public static Machine current() {
            return new Machine(
                    Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors(), maxOpenFiles());
        }

        private static long maxOpenFiles() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getMaxFileDescriptorCount()
                    : MANY_FILES;
        }
    }

    /// As text: `862.4 MB (images 268.4 MB, codecs 302.1 MB, connections 262.1 MB, ...)`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (images %s, codecs %s, connections %s, event streams %s)",
                new ByteSize(bytes()),
                new ByteSize(images),
                new ByteSize(codecs),
                new ByteSize(connections),
                new ByteSize(eventStreams));
    }
}
