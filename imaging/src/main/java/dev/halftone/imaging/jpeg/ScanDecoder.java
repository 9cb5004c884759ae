package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.header.JpegHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Decodes a scan into planes.
final class ScanDecoder {
    /// A component in the scan.
    ///
    /// @param horizontal its blocks mcuColumns in an MCU of this scan
    /// @param vertical its blocks mcuRows in an MCU of this scan
    private record ComponentDecoder(Plane plane, int horizontal, int vertical, BlockDecoder decoder) {}

    private final EntropyCodedSegments data;
    private final ComponentDecoder[] components;
    private final int mcuColumns;
    private final int mcuRows;

    private ScanDecoder(List<ComponentDecoder> components, EntropyCodedSegments data, int mcuColumns, int mcuRows) {
        this.data = data;
        this.components = components.toArray(ComponentDecoder[]::new);
        this.mcuColumns = mcuColumns;
        this.mcuRows = mcuRows;
    }

    /// Creates the decoder of a scan. A scan of one component is not interleaved: each block is an MCU, and no
    /// blocks pad one (T.81 A.2.2).
    static ScanDecoder of(ScanHeader scanHeader, JpegReader jpeg, List<Plane> planes, Workspace workspace) {
        var frame = jpeg.frame();
        var interleaved = scanHeader.components().size() > 1;
        var decoders = new BlockDecoder.Factory(scanHeader, jpeg, workspace.bits);
        var components = new ArrayList<ComponentDecoder>();
        for (var scanComponent : scanHeader.components()) {
            var component = frame.components().get(scanComponent.index());
            var plane = planes.get(scanComponent.index());
            components.add(new ComponentDecoder(
                    plane,
                    interleaved ? component.horizontal() : 1,
                    interleaved ? component.vertical() : 1,
                    decoders.create(scanComponent, plane)));
        }
        var single = components.getFirst().plane();
        var data = jpeg.data(workspace.bits);
        return interleaved
                ? new ScanDecoder(components, data, frame.mcuColumns(), frame.mcuRows())
                : new ScanDecoder(components, data, single.columns(), single.rows());
    }

    /// Decodes the whole scan.
    void decodeAll(TranscodeStrategy.WorkLimit workLimit) {
        decodeRows(mcuRows, workLimit);
    }

    /// Decodes some rows of MCUs, into the planes' first rows.
    void decodeRows(int rows, TranscodeStrategy.WorkLimit workLimit) {
        for (var row = 0; row < rows; row++) {
            workLimit.check();
            for (var column = 0; column < mcuColumns; ) {
                if (data.startInterval()) for (var componentDecoder : components) componentDecoder.decoder.restart();
                var mcus = data.takeMcus(mcuColumns - column);
                decodeMcus(row, column, mcus);
                column += mcus;
            }
        }
    }

    EntropyCodedSegments data() {
        return data;
    }

    private void decodeMcus(int row, int column, int mcus) {
        if (components.length == 1) {
            var single = components[0];
            single.decoder.decode(single.plane.blockIndex(row, column), mcus);
        } else {
            for (var mcu = column; mcu < column + mcus; mcu++) decodeMcu(row, mcu);
        }
    }

    private void decodeMcu(int row, int column) {
        for (var componentDecoder : components) {
            for (var y = 0; y < componentDecoder.vertical; y++) {
                var first = componentDecoder.plane.blockIndex(
                        row * componentDecoder.vertical + y, column * componentDecoder.horizontal);
                componentDecoder.decoder.decode(first, componentDecoder.horizontal);
            }
        }
    }

    /// Decodes all scans of a JPEG into planes, each scan with the tables in force when it begins.
    static final class MultiScanDecoder {
        // 128 MB of coefficients. For larger images libvips keeps them out of the heap.
        private static final long MAX_BLOCKS = 1 << 20;

        private final JpegReader jpeg;
        private final List<Plane> planes;
        private final Workspace workspace;
        private final ToIntFunction<QuantizationTable> zeroThreshold;
        private final @Nullable QuantizationTable[] steps;
        // Of each component, a bit for each coefficient that is known to its last bit.
        private final long[] complete;

        MultiScanDecoder(JpegReader jpeg, List<Plane> planes, Workspace workspace) {
            this(jpeg, planes, workspace, _ -> 0);
        }

        /// @param zeroThreshold the largest magnitude of AC of luminance that need not be kept, given its quantization
        MultiScanDecoder(
                JpegReader jpeg,
                List<Plane> planes,
                Workspace workspace,
                ToIntFunction<QuantizationTable> zeroThreshold) {
            this.jpeg = jpeg;
            this.planes = planes;
            this.workspace = workspace;
            this.zeroThreshold = zeroThreshold;
            this.steps = new @Nullable QuantizationTable[planes.size()];
            this.complete = new long[planes.size()];
        }

        /// Checks limits before the first scan is decoded: more blocks than the bytes can code (each takes at
        /// least a bit), more than may be kept in memory, and too many scans.
        static void requireWithinLimits(JpegReader jpeg) {
            var frame = jpeg.frame();
            if (frame.blocksInImage() > 8L * jpeg.bytes().length)
                throw JpegAbort.corrupt("its coded data ends too early");
            if (frame.blocks() > MAX_BLOCKS) throw JpegAbort.declined(CodecPath.MEMORY);
            if (JpegHeader.of(jpeg.bytes()).scans() > JpegHeader.MAX_SCANS)
                throw JpegAbort.declined(CodecPath.TOO_MANY_PIXELS);
        }

        /// Returns the quantization of each component.
        List<QuantizationTable> decode(ScanHeader first, TranscodeStrategy.WorkLimit workLimit) {
            for (var scan = Optional.of(first); scan.isPresent(); scan = next()) {
                begin(scan.get());
                var decoder = ScanDecoder.of(scan.get(), jpeg, isDone() ? planesOfLastScan() : planes, workspace);
                decoder.decodeAll(workLimit);
                jpeg.resumeAfter(decoder.data());
            }
            return steps();
        }

        private List<QuantizationTable> steps() {
            return Arrays.stream(steps)
                    .map(step -> Optional.ofNullable(step).orElseThrow(JpegAbort::damaged))
                    .toList();
        }

        // What follows the last necessary scan does not matter: EOI may be missing, or replaced by a trailer. A
        // progressive JPEG may end earlier, but then it has to say so.
        private Optional<ScanHeader> next() {
            return isDone() ? Optional.empty() : jpeg.nextScan();
        }

        private boolean isDone() {
            return Arrays.stream(complete).allMatch(coefficients -> coefficients == -1L);
        }

        // No scan refines what the last one adds. Usually that is luminance, and most of it becomes 0.
        private List<Plane> planesOfLastScan() {
            var adjusted = new ArrayList<>(planes);
            adjusted.set(0, planes.getFirst().withZeroThreshold(zeroThreshold.applyAsInt(steps().getFirst())));
            return adjusted;
        }

        private void begin(ScanHeader scanHeader) {
            for (var scanComponent : scanHeader.components()) {
                var i = scanComponent.index();
                if (scanHeader.approximationLow() == 0) complete[i] |= scanHeader.coefficients();
                if (steps[i] != null) continue;
                if (!scanHeader.isDc()) throw JpegAbort.damaged();
                steps[i] = jpeg.tables().quantization(jpeg.frame().components().get(i));
            }
        }
    }
}
