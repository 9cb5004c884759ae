package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Recodes a baseline JPEG as a progressive one with the same coefficients, in random scans.
final class ProgressiveRecoder {
    private final DecodedJpeg source;
    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ProgressiveRecoder(DecodedJpeg source, Random random) {
        this.source = source;
        this.random = random;
    }

    static ImageBytes recode(ImageBytes jpeg, Random random) {
        var recoder = new ProgressiveRecoder(DecodedJpeg.of(jpeg), random);
        var frame = JpegEditor.first(jpeg, Marker.SOF0);
        recoder.out.write(jpeg.array(), 0, frame.start());
        recoder.out.writeBytes(JpegEditor.segment(Marker.SOF2, JpegEditor.parameters(jpeg, frame)));
        var components = recoder.source.frame().components().size();
        for (var scanHeader : new RandomScript(components, random).draw()) recoder.write(scanHeader);
        recoder.out.writeBytes(new byte[] {(byte) 0xFF, (byte) Marker.EOI});
        return new ImageBytes(recoder.out.toByteArray());
    }

    private void write(ScanHeader scanHeader) {
        var interval = random.nextInt(3) == 0 ? random.nextInt(1, 40) : 0;
        var longestRun = random.nextBoolean() ? 0x7FFF : random.nextInt(1, 9);
        var encoder = new ProgressiveScanEncoder(scanHeader, longestRun);
        var mcus = mcus(scanHeader);
        for (var i = 0; i < mcus.size(); i++) {
            if (interval > 0 && i > 0 && i % interval == 0) encoder.restart();
            for (var block : mcus.get(i)) encoder.add(block.component, coefficients(block));
        }
        out.writeBytes(JpegEditor.segment(Marker.DRI, (byte) 0, (byte) interval));
        encoder.writeTo(out);
    }

    private record Block(int component, int row, int column) {}

    private List<List<Block>> mcus(ScanHeader scanHeader) {
        var mcus = new ArrayList<List<Block>>();
        var isSingle = scanHeader.components().size() == 1;
        var single = source.planes().get(scanHeader.components().getFirst().index());
        for (var row = 0; row < (isSingle ? single.rows() : source.frame().mcuRows()); row++) {
            for (var column = 0;
                    column < (isSingle ? single.columns() : source.frame().mcuColumns());
                    column++) {
                var mcu = new ArrayList<Block>();
                for (var scanComponent : scanHeader.components())
                    addBlocks(scanComponent.index(), isSingle, row, column, mcu);
                mcus.add(mcu);
            }
        }
        return mcus;
    }

    private void addBlocks(int index, boolean isSingle, int row, int column, List<Block> mcu) {
        var component = source.frame().components().get(index);
        var across = isSingle ? 1 : component.horizontal();
        var down = isSingle ? 1 : component.vertical();
        for (var i = 0; i < across * down; i++) {
            mcu.add(new Block(index, row * down + i / across, column * across + i % across));
        }
    }

    private int[] coefficients(Block block) {
        return IntStream.range(0, CoefficientBlocks.SIZE)
                .map(k -> source.coefficient(block.component, block.row, block.column, k))
                .toArray();
    }

    /// Scans in a legal order (T.81 G.1.1.1): DC before AC, and of each coefficient the upper bits before the lower.
    private record RandomScript(int components, Random random) {
        private static final int MAX_APPROXIMATION = 3;

        List<ScanHeader> draw() {
            var queues = new ArrayList<Deque<ScanHeader>>();
            for (var component = 0; component < components; component++) queues.add(ac(component));
            var dc = dc();
            var script = new ArrayList<ScanHeader>();
            while (!dc.isEmpty() && !dc.getFirst().isRefinement()) script.add(dc.removeFirst());
            queues.add(dc);
            for (queues.removeIf(Deque::isEmpty); !queues.isEmpty(); queues.removeIf(Deque::isEmpty))
                script.add(queues.get(random.nextInt(queues.size())).removeFirst());
            return script;
        }

        // Each bit interleaved, or in a scan for each component.
        private Deque<ScanHeader> dc() {
            var all = IntStream.range(0, components)
                    .mapToObj(i -> new ScanHeader.ScanComponent(i, 0, 0))
                    .toList();
            var scans = new ArrayDeque<ScanHeader>();
            var first = random.nextInt(MAX_APPROXIMATION + 1);
            for (var low = first; low >= 0; low--) {
                var high = low == first ? 0 : low + 1;
                if (random.nextBoolean()) scans.add(new ScanHeader(all, 0, 0, high, low));
                else for (var single : all) scans.add(new ScanHeader(List.of(single), 0, 0, high, low));
            }
            return scans;
        }

        // Bands, each of which may be refined in parts.
        private Deque<ScanHeader> ac(int component) {
            var scans = new ArrayDeque<ScanHeader>();
            var single = List.of(new ScanHeader.ScanComponent(component, 0, 0));
            for (var start = 1; start < CoefficientBlocks.SIZE; ) {
                var end = randomEnd(start, CoefficientBlocks.SIZE - 1);
                var first = random.nextInt(MAX_APPROXIMATION + 1);
                scans.add(new ScanHeader(single, start, end, 0, first));
                for (var low = first - 1; low >= 0; low--) {
                    for (var from = start; from <= end; ) {
                        var to = randomEnd(from, end);
                        scans.add(new ScanHeader(single, from, to, low + 1, low));
                        from = to + 1;
                    }
                }
                start = end + 1;
            }
            return scans;
        }

        private int randomEnd(int from, int last) {
            return random.nextBoolean() ? last : random.nextInt(from, last + 1);
        }
    }
}
