package dev.halftone.app.setting;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class ByteSizeConverter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
        return ByteSize.parse(text)
                .orElseThrow(() -> new TypeConversionException("not a size such as 50MB, 1GiB or 1048576: " + text));
    }
}
