package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// A frame header (T.81 B.2.2).
///
/// @param marker SOF0 to SOF15
/// @param precision P, bits a sample
/// @param height Y, in pixels; 0 if DNL will declare it
/// @param width X, in pixels
record Frame(int marker, int precision, int height, int width, List<Component> components) {
    // B.2.3: more cannot be interleaved.
    private static final int MAX_BLOCKS_IN_MCU = 10;
    private static final List<Integer> RGB = List.of((int) 'R', (int) 'G', (int) 'B');

    Frame {
        components = List.copyOf(components);
        if (width == 0) throw JpegAbort.corrupt("its width is 0 pixels");
        if (components.isEmpty()) throw JpegAbort.corrupt("it has no components");
    }

    static Frame of(MarkerSegment markerSegment) {
        var components = new ArrayList<Component>();
        for (var i = 0; i < markerSegment.u8(5); i++) {
            var at = 6 + 3 * i;
            var factors = markerSegment.u8(at + 1);
            components.add(new Component(markerSegment.u8(at), factors >> 4, factors & 0xF, markerSegment.u8(at + 2)));
        }
        return new Frame(
                        markerSegment.marker(),
                        markerSegment.u8(0),
                        markerSegment.u16(1),
                        markerSegment.u16(3),
                        components)
                .normalizeSingleComponent();
    }

    // A single component is never interleaved (A.2.2), so its sampling factors have no effect.
    private Frame normalizeSingleComponent() {
        return components.size() > 1
                ? this
                : withComponents(List.of(components.getFirst().withSampling(1, 1)));
    }

    Frame withComponents(List<Component> components) {
        return new Frame(marker, precision, height, width, components);
    }

    /// The frame of the upright image.
    Frame rotated(Orientation orientation) {
        if (!orientation.transposed()) return this;
        var transposed = components.stream()
                .map(component -> component.withSampling(
                        /* horizontal= */ component.vertical(), /* vertical= */ component.horizontal()))
                .toList();
        return new Frame(marker, precision, /* height= */ width, /* width= */ height, transposed);
    }

    /// Whether the edges that would become the first ones have whole MCUs.
    boolean canBeMirrored(Orientation orientation) {
        return (!orientation.mirroredHorizontally() || width % (8 * maxHorizontal()) == 0)
                && (!orientation.mirroredVertically() || height % (8 * maxVertical()) == 0);
    }

    boolean isProgressive() {
        return marker == Marker.SOF2;
    }

    /// Whether its components are called R, G and B.
    boolean hasRgbIdentifiers() {
        return components.stream().map(Component::identifier).toList().equals(RGB);
    }

    boolean canBeInterleaved() {
        return blocksInMcu() <= MAX_BLOCKS_IN_MCU;
    }

    int blocksInMcu() {
        return components.stream().mapToInt(Component::blocksInMcu).sum();
    }

    /// Hmax.
    int maxHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElseThrow();
    }

    /// Vmax.
    int maxVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }

    int mcuColumns() {
        return Math.ceilDiv(width, 8 * maxHorizontal());
    }

    int mcuRows() {
        return Math.ceilDiv(height, 8 * maxVertical());
    }

    /// The number of block columns of a component that contain samples of the image. Blocks that only pad the
    /// MCUs of an interleaved scan are not counted (A.1.1, A.2.4).
    int blockColumns(Component component) {
        return Math.ceilDiv(Math.ceilDiv(width * component.horizontal(), maxHorizontal()), 8);
    }

    /// The number of block rows of a component that contain samples of the image.
    int blockRows(Component component) {
        return Math.ceilDiv(Math.ceilDiv(height * component.vertical(), maxVertical()), 8);
    }

    /// The blocks that contain samples of the image. Each of them is coded somewhere.
    long blocksInImage() {
        return components.stream()
                .mapToLong(component -> (long) blockColumns(component) * blockRows(component))
                .sum();
    }

    /// All blocks, including those that pad MCUs.
    long blocks() {
        return (long) blocksInMcu() * mcuColumns() * mcuRows();
    }

    /// A component in a frame header (T.81 B.2.2).
    ///
    /// @param identifier C
    /// @param horizontal H, its horizontal sampling factor
    /// @param vertical V, its vertical sampling factor
    /// @param quantizationTable Tq, the destination of its quantization table
    record Component(int identifier, int horizontal, int vertical, int quantizationTable) {
        private static final int MAX_FACTOR = 4;

        Component {
            if (horizontal < 1 || horizontal > MAX_FACTOR || vertical < 1 || vertical > MAX_FACTOR)
                throw JpegAbort.corrupt("a sampling factor is " + horizontal + "x" + vertical);
            if (quantizationTable > 3)
                throw JpegAbort.corrupt("a component refers to quantization table " + quantizationTable);
        }

        boolean hasSameSampling(Component other) {
            return horizontal == other.horizontal && vertical == other.vertical;
        }

        Component withSampling(int horizontal, int vertical) {
            return new Component(identifier, horizontal, vertical, quantizationTable);
        }

        /// The number of its blocks in an interleaved MCU.
        int blocksInMcu() {
            return horizontal * vertical;
        }
    }
}
