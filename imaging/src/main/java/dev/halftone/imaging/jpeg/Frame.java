package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// A frame header (T.81 B.2.2).
///
/// @param marker SOF0 to SOF15
/// @param precision P, bits a sample
/// @param height Y, in pixels; 0 where DNL is to tell it
/// @param width X, in pixels
record Frame(int marker, int precision, int height, int width, List<Component> components) {
    // B.2.3: more cannot be interleaved.
    private static final int MOST_BLOCKS = 10;
    private static final List<Integer> RGB = List.of((int) 'R', (int) 'G', (int) 'B');

    Frame {
        components = List.copyOf(components);
        if (width == 0) throw Ending.corrupt("it says that it is 0 pixels wide");
        if (components.isEmpty()) throw Ending.corrupt("it has no components");
        if (components.stream().map(Component::identifier).distinct().count() < components.size())
            throw Ending.corrupt("two of its components have the same name");
    }

    static Frame of(Segment segment) {
        var components = new ArrayList<Component>();
        for (var i = 0; i < segment.u8(5); i++) {
            var at = 6 + 3 * i;
            var factors = segment.u8(at + 1);
            components.add(new Component(segment.u8(at), factors >> 4, factors & 0xF, segment.u8(at + 2)));
        }
        return new Frame(segment.marker(), segment.u8(0), segment.u16(1), segment.u16(3), components)
                .withoutIdleFactors();
    }

    // A lone component is never interleaved (A.2.2): its factors change nothing, whatever they are.
    private Frame withoutIdleFactors() {
        return components.size() > 1
                ? this
                : sampled(List.of(components.getFirst().sampled(1, 1)));
    }

    Frame sampled(List<Component> components) {
        return new Frame(marker, precision, height, width, components);
    }

    /// The same picture, upright.
    Frame turned(Orientation orientation) {
        if (!orientation.transposed()) return this;
        var transposed = components.stream()
                .map(component -> component.sampled(
                        /* horizontal= */ component.vertical(), /* vertical= */ component.horizontal()))
                .toList();
        return new Frame(marker, precision, /* height= */ width, /* width= */ height, transposed);
    }

    /// Whether it ends with whole MCUs where they would come to lie first.
    boolean canBeMirrored(Orientation orientation) {
        return (!orientation.mirroredAcross() || width % (8 * mostHorizontal()) == 0)
                && (!orientation.mirroredDown() || height % (8 * mostVertical()) == 0);
    }

    boolean isProgressive() {
        return marker == Marker.SOF2;
    }

    /// Whether its components are called R, G and B.
    boolean isNamedRgb() {
        return components.stream().map(Component::identifier).toList().equals(RGB);
    }

    boolean canBeInterleaved() {
        return blocksInMcu() <= MOST_BLOCKS;
    }

    int blocksInMcu() {
        return components.stream().mapToInt(Component::blocks).sum();
    }

    /// Hmax.
    int mostHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElseThrow();
    }

    /// Vmax.
    int mostVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }

    int mcusAcross() {
        return Math.ceilDiv(width, 8 * mostHorizontal());
    }

    int mcusDown() {
        return Math.ceilDiv(height, 8 * mostVertical());
    }

    /// How many blocks of a component hold samples of the picture, across: what an interleaved scan adds to fill its
    /// last MCUs is not counted (A.1.1, A.2.4).
    int blocksAcross(Component component) {
        return Math.ceilDiv(Math.ceilDiv(width * component.horizontal(), mostHorizontal()), 8);
    }

    /// The same, down.
    int blocksDown(Component component) {
        return Math.ceilDiv(Math.ceilDiv(height * component.vertical(), mostVertical()), 8);
    }

    /// The blocks that hold samples of the picture: each of them is told somewhere.
    long blocksOfPicture() {
        return components.stream()
                .mapToLong(component -> (long) blocksAcross(component) * blocksDown(component))
                .sum();
    }

    /// All blocks, those included that fill the last MCUs.
    long blocks() {
        return (long) blocksInMcu() * mcusAcross() * mcusDown();
    }
}
