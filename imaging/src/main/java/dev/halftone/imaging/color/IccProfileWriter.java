package dev.halftone.imaging.color;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Writes an ICC profile for a display (ICC.1:2022, clauses 8.3 and 8.4): three colorants and a curve, or one curve
/// for gray. Half a kilobyte, and the same bytes each time.
final class IccProfileWriter {
    private static final int HEADER = 128;
    private static final int VERSION_4_3 = 0x04300000;
    private static final int SAMPLES = 1024;

    private IccProfileWriter() {}

    static byte[] ofRgb(ColorEncoding colorEncoding) {
        var colorants = colorEncoding.primaries().toXyz();
        var curve = curve(colorEncoding.transferFunction());
        var tags = commonTags();
        tags.put("chad", matrix(colorEncoding.primaries().adaptation()));
        tags.put("rXYZ", xyz(colorants.first()));
        tags.put("gXYZ", xyz(colorants.second()));
        tags.put("bXYZ", xyz(colorants.third()));
        List.of("rTRC", "gTRC", "bTRC").forEach(tag -> tags.put(tag, curve));
        return assemble("RGB ", tags);
    }

    static byte[] ofGray(ColorEncoding colorEncoding) {
        var tags = commonTags();
        tags.put("kTRC", curve(colorEncoding.transferFunction()));
        return assemble("GRAY", tags);
    }

    private static Map<String, byte[]> commonTags() {
        var tags = new LinkedHashMap<String, byte[]>();
        tags.put("desc", text("As the source says"));
        tags.put("cprt", text("No copyright, use freely"));
        tags.put("wtpt", xyz(Matrix3.Vector3.D50));
        return tags;
    }

    // Clause 7: the header, the number of tags, the offset and size of each, and then their values. Equal
    // values are written once.
    private static byte[] assemble(String space, Map<String, byte[]> tags) {
        var values = new ArrayList<>(tags.values().stream().distinct().toList());
        var first = HEADER + 4 + 12 * tags.size();
        var size = first + values.stream().mapToInt(value -> value.length).sum();
        var profile = ByteBuffer.allocate(size).put(header(space, size)).putInt(tags.size());
        tags.forEach((tag, value) ->
                profile.put(ascii(tag)).putInt(first + offsetOf(value, values)).putInt(value.length));
        values.forEach(profile::put);
        return profile.array();
    }

    private static int offsetOf(byte[] value, List<byte[]> values) {
        return values.subList(0, values.indexOf(value)).stream()
                .mapToInt(before -> before.length)
                .sum();
    }

    // Clause 7.2. The date is that of the standard.
    private static byte[] header(String space, int size) {
        return ByteBuffer.allocate(HEADER)
                .putInt(size)
                .putInt(8, VERSION_4_3)
                .put(12, ascii("mntr" + space + "XYZ "))
                .putShort(24, (short) 2022)
                .putShort(26, (short) 5)
                .putShort(28, (short) 1)
                .put(36, ascii("acsp"))
                .put(68, s15Fixed16(Matrix3.Vector3.D50.x(), Matrix3.Vector3.D50.y(), Matrix3.Vector3.D50.z()))
                .array();
    }

    // Clause 10.15, in one language.
    private static byte[] text(String text) {
        var characters = text.getBytes(StandardCharsets.UTF_16BE);
        return value(
                "mluc",
                ByteBuffer.allocate(20 + characters.length + (characters.length & 2))
                        .putInt(1)
                        .putInt(12)
                        .put(ascii("enUS"))
                        .putInt(characters.length)
                        .putInt(28)
                        .put(characters)
                        .array());
    }

    private static byte[] xyz(Matrix3.Vector3 color) {
        return value("XYZ ", s15Fixed16(color.x(), color.y(), color.z()));
    }

    private static byte[] matrix(Matrix3 columns) {
        var rows = columns.transposed();
        var out = new ByteArrayOutputStream();
        for (var row : List.of(rows.first(), rows.second(), rows.third()))
            out.writeBytes(s15Fixed16(row.x(), row.y(), row.z()));
        return value("sf32", out.toByteArray());
    }

    private static byte[] curve(TransferFunction transferFunction) {
        return switch (transferFunction) {
            case TransferFunction.Power(var exponent) -> parametric(0, exponent);
            case TransferFunction.Srgb() -> parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
            case TransferFunction.HdrTransfer hdr -> sampled(hdr);
        };
    }

    // Clause 10.18.
    private static byte[] parametric(int type, double... parameters) {
        var values = s15Fixed16(parameters);
        return value(
                "para",
                ByteBuffer.allocate(4 + values.length)
                        .putShort((short) type)
                        .putShort((short) 0)
                        .put(values)
                        .array());
    }

    // Clause 10.6.
    private static byte[] sampled(TransferFunction.HdrTransfer hdr) {
        var out = ByteBuffer.allocate(4 + 2 * SAMPLES).putInt(SAMPLES);
        IntStream.range(0, SAMPLES)
                .mapToDouble(i -> hdr.toLinear(i / (SAMPLES - 1.0)))
                .forEach(light -> out.putShort((short) Math.round(light * 0xFFFF)));
        return value("curv", out.array());
    }

    private static byte[] value(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .put(ascii(type))
                .putInt(0)
                .put(content)
                .array();
    }

    // s15Fixed16Number (clause 4.6).
    private static byte[] s15Fixed16(double... numbers) {
        var out = ByteBuffer.allocate(4 * numbers.length);
        for (var number : numbers) out.putInt((int) Math.round(number * 0x10000));
        return out.array();
    }

    private static byte[] ascii(String characters) {
        return characters.getBytes(StandardCharsets.US_ASCII);
    }
}
