package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.JpegSegments;
import java.io.ByteArrayOutputStream;

/// Where the coded data of a JPEG ends, found by decoding it. For the few JPEGs whose markers do not tell.
///
/// @param offset the end of the last scan
/// @param isClean whether EOI follows, and the scans contain nothing but their data
record CodedDataEnd(int offset, boolean isClean) {

    /// Whether EOI is among the markers. It usually is the last one.
    static boolean hasEndMarker(byte[] jpeg) {
        var last = jpeg.length - 2;
        if (last >= 0 && jpeg[last] == (byte) 0xFF && jpeg[last + 1] == (byte) Marker.EOI) return true;
        for (var segment : JpegSegments.of(jpeg)) {
            if (segment.marker() == JpegSegments.Segment.EOI) return true;
        }
        return false;
    }

    /// Decodes all scans, of any number of components. Throws if they are incomplete, or cannot be decoded here.
    static CodedDataEnd find(
            JpegReader jpeg, Workspace workspace, TranscodeStrategy.WorkLimit workLimit, CoefficientBudget budget) {
        var first = jpeg.nextScan().orElseThrow(() -> JpegAbort.corrupt("it has no scan"));
        var frame = jpeg.frame();
        if (frame.marker() > Marker.SOF2 || frame.precision() != 8 || frame.height() == 0)
            throw JpegAbort.declined(CodecPath.CODING);
        if (!frame.isProgressive() && first.coversAll(frame)) decodeRows(jpeg, first, workspace, workLimit);
        else decodeAll(jpeg, first, workspace, workLimit, budget);
        return new CodedDataEnd(jpeg.position(), jpeg.endsCleanly());
    }

    private static void decodeRows(
            JpegReader jpeg, ScanHeader scanHeader, Workspace workspace, TranscodeStrategy.WorkLimit workLimit) {
        var frame = jpeg.frame();
        var row = Plane.of(frame, frame.components(), new Plane.McuRows(0, 1), workspace.coefficientBlocks);
        var decoder = ScanDecoder.of(scanHeader, jpeg, row, workspace);
        for (var i = 0; i < frame.mcuRows(); i++) decoder.decodeRows(1, workLimit);
        jpeg.resumeAfter(decoder.data());
    }

    private static void decodeAll(
            JpegReader jpeg,
            ScanHeader first,
            Workspace workspace,
            TranscodeStrategy.WorkLimit workLimit,
            CoefficientBudget budget) {
        ScanDecoder.MultiScanDecoder.requireWithinLimits(jpeg);
        var frame = jpeg.frame();
        var bytes = frame.blocks() * CoefficientBlocks.BYTES_PER_BLOCK;
        budget.use(bytes, workspace, () -> {
            var planes = Plane.of(frame, frame.components(), Plane.McuRows.all(frame), workspace.coefficientBlocks);
            new ScanDecoder.MultiScanDecoder(jpeg, planes, workspace).decode(first, workLimit);
        });
    }

    /// The JPEG up to here, and EOI.
    ImageBytes withMarker(ImageBytes source) {
        var out = new ByteArrayOutputStream(offset + 2);
        out.write(source.array(), 0, offset);
        out.write(0xFF);
        out.write(Marker.EOI);
        return new ImageBytes(out.toByteArray());
    }
}
