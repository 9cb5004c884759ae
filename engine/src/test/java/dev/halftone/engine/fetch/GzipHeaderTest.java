package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipHeaderTest {
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    @ParameterizedTest
    @ValueSource(ints = {0, EXTRA, NAME, COMMENT, EXTRA | NAME | COMMENT, 0xff})
    void detectsHeadersWithAnyFlags(int flags) throws Exception {
        assertThat(isAhead(header(flags, 100).writeUtf8("data"))).isTrue();
    }

    @Test
    void doesNotConsumeTheHeader() throws Exception {
        var source = header(NAME, 100);
        var before = source.snapshot();

        isAhead(source);

        assertThat(source.snapshot()).isEqualTo(before);
    }

    @Test
    void rejectsUnterminatedNamesAndComments() throws Exception {
        assertThat(isAhead(header(NAME, 5_000))).isFalse();
        assertThat(isAhead(header(COMMENT, 5_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 9, 10, 11, 50})
    void detectsTruncatedHeaders(int length) throws Exception {
        var source = new Buffer();
        source.write(header(EXTRA | NAME, 100), length);

        assertThat(isAhead(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\u001f", "JFIF and more"})
    void rejectsOtherBytes(String bytes) throws Exception {
        assertThat(isAhead(new Buffer().writeUtf8(bytes))).isFalse();
    }

    private static boolean isAhead(Buffer source) throws IOException {
        return GzipHeader.isAhead(source);
    }

    /// Builds a gzip header whose name, comment and extra field have this length.
    private static Buffer header(int flags, int length) {
        var header = new Buffer()
                .writeShort(0x1f8b)
                .writeByte(8)
                .writeByte(flags)
                .writeInt(0)
                .writeShort(3);
        if ((flags & EXTRA) != 0) header.writeShortLe(length).writeUtf8("x".repeat(length));
        if ((flags & NAME) != 0) header.writeUtf8("n".repeat(length)).writeByte(0);
        if ((flags & COMMENT) != 0) header.writeUtf8("c".repeat(length)).writeByte(0);
        return header;
    }
}
