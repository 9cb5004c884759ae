package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.net.AddressPolicy.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AddressPolicyTest {

    @Test
    void allowsOnlyPublicAddressesAndWebPortsByDefault() {
        var policy = AddressPolicy.defaults();

        assertThat(policy).isEqualTo(new AddressPolicy(Set.of(80, 443), List.of(), Scope.GUARDED));
    }

    @Test
    void namesTheInvalidSetting() {
        assertThatThrownBy(() -> new AddressPolicy(Set.of(), List.of(), Scope.GUARDED))
                .hasMessage("allowed-ports names at least one port");
        assertThatThrownBy(() -> new AddressPolicy(Set.of(70_000), List.of(), Scope.GUARDED))
                .hasMessage("allowed-ports: no such port: 70000");
    }
}
