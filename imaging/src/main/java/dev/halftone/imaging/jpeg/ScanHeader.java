package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A scan header (T.81 B.2.3).
///
/// @param spectralStart Ss, the first coefficient in it, in zigzag order
/// @param spectralEnd Se, the last coefficient
/// @param approximationHigh Ah, the point transform of the scan that this one refines; 0 if it is the first
/// @param approximationLow Al, the point transform of this scan
record ScanHeader(
        List<ScanComponent> components,
        int spectralStart,
        int spectralEnd,
        int approximationHigh,
        int approximationLow) {

    /// A component in a scan.
    ///
    /// @param index its index in the frame
    /// @param dc Td, the destination of its DC entropy coding table
    /// @param ac Ta, the destination of its AC table
    record ScanComponent(int index, int dc, int ac) {}

    ScanHeader {
        components = List.copyOf(components);
        if (components.isEmpty()) throw JpegAbort.corrupt("a scan has no components");
    }

    static ScanHeader of(MarkerSegment markerSegment, Frame frame) {
        var count = markerSegment.u8(0);
        var components = new ArrayList<ScanComponent>();
        for (var i = 0; i < count; i++) {
            var tables = markerSegment.u8(2 + 2 * i);
            var index = indexOf(markerSegment.u8(1 + 2 * i), frame, components);
            components.add(new ScanComponent(index, tables >> 4, tables & 0xF));
        }
        var at = 1 + 2 * count;
        var shifts = markerSegment.u8(at + 2);
        // Some encoders write nonsense into fields that have only one legal value.
        if (!frame.isProgressive()) return new ScanHeader(components, 0, 63, 0, 0);
        var scanHeader =
                new ScanHeader(components, markerSegment.u8(at), markerSegment.u8(at + 1), shifts >> 4, shifts & 0xF);
        scanHeader.requireLegalProgression();
        return scanHeader;
    }

    // Some encoders give all components the same identifier. As in libjpeg, the order then tells them apart.
    private static int indexOf(int identifier, Frame frame, List<ScanComponent> before) {
        return IntStream.range(0, frame.components().size())
                .filter(i -> frame.components().get(i).identifier() == identifier)
                .filter(i -> before.stream().noneMatch(component -> component.index() == i))
                .findFirst()
                .orElseThrow(() -> JpegAbort.corrupt("a scan refers to a component that the frame does not have"));
    }

    // G.1.1.1: DC alone, or AC of a single component; each refinement adds one bit.
    private void requireLegalProgression() {
        var legal = spectralStart == 0
                ? spectralEnd == 0
                : spectralStart <= spectralEnd && spectralEnd < 64 && components.size() == 1;
        if (!legal || approximationLow > 13 || (approximationHigh != 0 && approximationHigh != approximationLow + 1))
            throw JpegAbort.corrupt("one of its scans has an invalid progression");
    }

    /// Whether it has all components in the frame's order. The standard requires that order, decoders do not.
    boolean coversAll(Frame frame) {
        var inOrder = IntStream.range(0, frame.components().size()).boxed().toList();
        return components.stream().map(ScanComponent::index).toList().equals(inOrder);
    }

    /// A bit for each coefficient in it.
    long coefficients() {
        return CoefficientBlocks.mask(spectralStart, spectralEnd + 1);
    }

    boolean isDc() {
        return spectralStart == 0;
    }

    boolean isRefinement() {
        return approximationHigh != 0;
    }
}
