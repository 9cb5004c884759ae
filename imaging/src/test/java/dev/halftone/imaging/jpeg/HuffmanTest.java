package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimized Huffman tables, and codes written and read.
class HuffmanTest {

    @Test
    void givesShortCodesToFrequentSymbols() {
        var table = optimal(1, 1, 1, 1, 100, 1000);

        assertThat(lengthOf(5, table)).isEqualTo(1);
        assertThat(lengthOf(4, table)).isEqualTo(2);
        assertThat(lengthOf(0, table)).isGreaterThan(3);
    }

    @Test
    void codesSingleSymbolInOneBit() {
        var table = optimal(0, 0, 7);

        assertThat(table.count(1)).isEqualTo(1);
        assertThat(table.valueCount()).isEqualTo(1);
        assertThat(table.value(0)).isEqualTo(2);
    }

    /// Without a limit, frequencies that double make codes as long as there are symbols.
    @Test
    void limitsCodesToSixteenBits() {
        var table = optimal(IntStream.range(0, 30).map(i -> 1 << i).toArray());

        var codes = IntStream.rangeClosed(1, 16).map(table::count).sum();
        assertThat(codes).isEqualTo(30);
        assertThat(table.count(16)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void neverUsesCodeOfAllOnes(int seed) {
        var random = new Random(seed);
        var table = optimal(random.ints(200, 0, 1 << random.nextInt(1, 20)).toArray());

        var space = 0;
        for (var length = 1; length <= 16; length++) space += table.count(length) << (16 - length);
        assertThat(space).isLessThan(1 << 16);
    }

    /// Kraft's sum and the entropy bound an optimal code.
    @Test
    void staysWithinOneBitOfEntropyPerSymbol() {
        var counts = new Random(3).ints(160, 1, 5_000).toArray();
        var table = optimal(counts);

        var all = (double) Arrays.stream(counts).sum();
        var entropy = Arrays.stream(counts)
                .mapToDouble(count -> -count * Math.log(count / all) / Math.log(2))
                .sum();
        var bits = IntStream.range(0, counts.length)
                .mapToLong(value -> (long) counts[value] * lengthOf(value, table))
                .sum();
        assertThat((double) bits).isBetween(entropy, entropy * 1.02);
    }

    @Test
    void rejectsOversubscribedTable() {
        var counts = new int[17];
        counts[1] = 3;

        assertThatThrownBy(() -> new HuffmanTable(counts, new byte[3])).isInstanceOf(JpegAbort.class);
    }

    /// Of any length, and whether or not the lookup table contains it.
    @Test
    void decodesEverySymbolOfTable() {
        var table = optimal(frequencies());
        var decoder = new HuffmanDecoder(table, HuffmanDecoder.Kind.AC);
        var code = 0;
        var index = 0;
        for (var length = 1; length <= 16; length++) {
            for (var i = 0; i < table.count(length); i++) {
                requireRead(decoder, (long) code++ << (64 - length), length, table.value(index++));
            }
            code <<= 1;
        }
    }

    // Additional bits of zeros are the negative number of the largest magnitude.
    private static void requireRead(HuffmanDecoder decoder, long bits, int length, int value) {
        var size = value & 0xF;
        var found = decoder.lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
        var entry = found == 0 ? decoder.entry(bits) : found;

        assertThat(entry & HuffmanDecoder.LENGTH).isEqualTo(length + size);
        assertThat(HuffmanDecoder.number(entry)).isEqualTo(1 - (1 << size));
        assertThat(decoder.entry(bits)).isEqualTo(entry);
    }

    // Of the possible AC symbols, from few to many, so that the codes have all lengths.
    private static int[] frequencies() {
        var counts = new int[256];
        for (var run = 0; run < 16; run++) {
            for (var size = 1; size <= 10; size++) counts[run << 4 | size] = 1 << Math.max(0, 24 - run - 2 * size);
        }
        return counts;
    }

    private static HuffmanTable optimal(int... frequencies) {
        return HuffmanTable.Optimizer.optimize(frequencies);
    }

    private static int lengthOf(int value, HuffmanTable table) {
        var index = IntStream.range(0, table.valueCount())
                .filter(i -> table.value(i) == value)
                .findFirst()
                .orElseThrow();
        var length = 0;
        for (var codes = 0; codes <= index; codes += table.count(length)) length++;
        return length;
    }
}
