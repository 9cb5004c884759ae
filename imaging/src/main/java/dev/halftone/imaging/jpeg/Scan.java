package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A scan header (T.81 B.2.3).
///
/// @param from Ss, the first coefficient in it, in zigzag order
/// @param to Se, the last
/// @param before Ah, the point transform of the scan that this one refines; 0 where it is the first
/// @param shift Al, the point transform of this scan
record Scan(List<Part> parts, int from, int to, int before, int shift) {

    /// A component in a scan.
    ///
    /// @param component its index in the frame
    /// @param dc Td, where its DC entropy coding table is kept
    /// @param ac Ta, where its AC table is kept
    record Part(int component, int dc, int ac) {
        Part {
            if (dc > 3 || ac > 3) throw Ending.corrupt("a scan asks for a Huffman table beyond the fourth");
        }
    }

    Scan {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) throw Ending.corrupt("a scan has no components");
        if (parts.stream().map(Part::component).distinct().count() < parts.size())
            throw Ending.corrupt("a scan has the same component twice");
    }

    static Scan of(Segment segment, Frame frame) {
        var count = segment.u8(0);
        var parts = new ArrayList<Part>();
        for (var i = 0; i < count; i++) {
            var tables = segment.u8(2 + 2 * i);
            parts.add(new Part(indexOf(segment.u8(1 + 2 * i), frame), tables >> 4, tables & 0xF));
        }
        var at = 1 + 2 * count;
        var shifts = segment.u8(at + 2);
        // Some encoders fill in nonsense where nothing else is possible.
        if (!frame.isProgressive()) return new Scan(parts, 0, 63, 0, 0);
        var scan = new Scan(parts, segment.u8(at), segment.u8(at + 1), shifts >> 4, shifts & 0xF);
        scan.requireLegalProgression();
        return scan;
    }

    private static int indexOf(int identifier, Frame frame) {
        for (var i = 0; i < frame.components().size(); i++) {
            if (frame.components().get(i).identifier() == identifier) return i;
        }
        throw Ending.corrupt("a scan is of a component that the frame has not");
    }

    // G.1.1.1: DC alone, or AC of a single component; each refinement adds one bit.
    private void requireLegalProgression() {
        var legal = from == 0 ? to == 0 : from <= to && to < 64 && parts.size() == 1;
        if (!legal || shift > 13 || (before != 0 && before != shift + 1))
            throw Ending.corrupt("one of its scans is not of any progression");
    }

    /// Whether it has all components, in the frame's order, as the standard wants it and decoders do not.
    boolean isOfAll(Frame frame) {
        var inOrder = IntStream.range(0, frame.components().size()).boxed().toList();
        return parts.stream().map(Part::component).toList().equals(inOrder);
    }

    boolean isOfDc() {
        return from == 0;
    }

    boolean isRefinement() {
        return before != 0;
    }
}
