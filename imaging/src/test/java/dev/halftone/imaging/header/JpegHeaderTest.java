package dev.halftone.imaging.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegHeaderTest {
    // SOI, fill bytes before SOF2 (8 bits, 3 by 2, one component of table 1), DHT, SOS with a stuffed byte and
    // a restart marker in its data, a second SOS, EOI, and what a phone appended.
    private static final byte[] PROGRESSIVE = HexFormat.of()
            .parseHex("ffd8" + "ffffffc2000b0800020003010111" + "01" + "ffc40004abcd" + "ffda000401ff"
                    + "00ff0012ffd034" + "ffda00040100" + "56" + "ffd9" + "ffda00040100");

    @Test
    void readsSizeFrameMarkerAndScans() {
        var header = JpegHeader.of(PROGRESSIVE);

        assertThat(header.size()).isEqualTo(new DeclaredSize(3, 2));
        assertThat(header.frameMarker()).isEqualTo(0xC2);
        assertThat(header.isCommonlySupported()).isTrue();
        assertThat(header.scans()).isEqualTo(2);
    }

    @Test
    void skipsFillBytesStuffedBytesAndRestarts() {
        var markers = new ArrayList<Integer>();
        JpegSegments.of(PROGRESSIVE).forEach(segment -> markers.add(segment.marker()));

        assertThat(markers).containsExactly(0xD8, 0xC2, 0xC4, 0xDA, 0xDA, 0xD9);
    }

    @Test
    void readsNothingFromInvalidBytes() {
        var header = JpegHeader.of(HexFormat.of().parseHex("ffd8ffdbffff00"));

        assertThat(header.size()).isEqualTo(DeclaredSize.UNKNOWN);
        assertThat(header.isCommonlySupported()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "80, 50", "30, 30", "100, 50"})
    void capsQualityAtThatOfTheSource(int wanted, int given) {
        var coarseness = JpegHeader.AnnexKTable.luminance(50).stepSum();
        var header = new JpegHeader(0xC0, 8, new DeclaredSize(1, 1), 1, coarseness, Optional.empty());

        assertThat(header.effectiveQuality(wanted)).isEqualTo(given);
    }

    @Test
    void usesWantedQualityWithoutSourceTables() {
        var header = new JpegHeader(0xC0, 8, new DeclaredSize(1, 1), 1, 0, Optional.empty());

        assertThat(header.effectiveQuality(70)).isEqualTo(70);
    }
}
