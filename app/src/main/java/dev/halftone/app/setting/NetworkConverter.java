package dev.halftone.app.setting;

import dev.halftone.engine.net.Network;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class NetworkConverter implements ITypeConverter<Network> {
    @Override
    public Network convert(String text) {
        try {
            return Network.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
