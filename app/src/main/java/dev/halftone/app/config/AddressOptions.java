package dev.halftone.app.config;

import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.AddressPolicy.Scope;
import dev.halftone.engine.net.Network;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options for the addresses that may be connected to.
public final class AddressOptions {
    @Option(
            names = "--allowed-ports",
            split = ",",
            paramLabel = "PORT",
            defaultValue = "80,443",
            description = "Ports that may be connected to (default: ${DEFAULT-VALUE}).")
    private Set<Integer> allowedPorts = Set.of();

    @Option(
            names = "--allow-networks",
            split = ",",
            paramLabel = "CIDR",
            converter = NetworkConverter.class,
            description = "Internal networks that may be connected to, such as 10.1.0.0/16,fd00::/8.")
    private List<Network> allowedNetworks = List.of();

    @Option(
            names = "--allow-private-networks",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Allow all networks and ports; for local tests.")
    private boolean allowPrivateNetworks;

    public AddressPolicy policy() {
        var scope = allowPrivateNetworks ? Scope.ANYWHERE : Scope.GUARDED;
        return InvalidSettingException.wrap(() -> new AddressPolicy(allowedPorts, allowedNetworks, scope));
    }

    static final class NetworkConverter implements ITypeConverter<Network> {
        @Override
        public Network convert(String text) {
            try {
                return Network.parse(text.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
