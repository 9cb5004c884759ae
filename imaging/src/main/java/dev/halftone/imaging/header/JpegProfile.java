package dev.halftone.imaging.header;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.TreeMap;

/// Collects the ICC profile of a JPEG from its APP2 segments (ICC.1:2022 annex B.4). Each has its number, from 1, and
/// their count. As in Chromium, what follows a whole profile is ignored, and so is a profile with segments that are
/// missing or contradict each other.
final class JpegProfile {
    private static final String NAME = "ICC_PROFILE\0";
    private static final int HEADER = NAME.length() + 2;

    private final Bytes bytes;
    private final TreeMap<Integer, JpegSegments.Segment> parts = new TreeMap<>();
    private int count;
    private boolean isContradictory;

    JpegProfile(Bytes bytes) {
        this.bytes = bytes;
    }

    /// Takes an APP2 segment, if it is part of a profile.
    void add(JpegSegments.Segment segment) {
        if (isWhole() || !bytes.matches(NAME, segment.parametersStart())) return;
        var number = bytes.u8(segment.parametersStart() + NAME.length());
        var of = bytes.u8(segment.parametersStart() + NAME.length() + 1);
        if (parts.isEmpty()) count = of;
        isContradictory |= number < 1 || number > count || of != count || parts.put(number, segment) != null;
    }

    private boolean isWhole() {
        return !isContradictory && !parts.isEmpty() && parts.size() == count;
    }

    /// The profile, if it is whole.
    Optional<Bytes> profile() {
        if (!isWhole()) return Optional.empty();
        var out = new ByteArrayOutputStream();
        parts.values().forEach(part -> {
            var from = part.parametersStart() + HEADER;
            out.write(bytes.array(), from, Math.max(0, part.end() - from));
        });
        return Optional.of(new Bytes(out.toByteArray()));
    }
}
