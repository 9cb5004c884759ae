package dev.halftone.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.address.AddressPolicy.Reach;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AddressPolicyTest {

    @Test
    void keepsToThePublicWebByDefault() {
        var policy = AddressPolicy.defaults();

        assertThat(policy).isEqualTo(new AddressPolicy(Set.of(80, 443), List.of(), Reach.GUARDED));
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatThrownBy(() -> new AddressPolicy(Set.of(), List.of(), Reach.GUARDED))
                .hasMessage("allowed-ports names at least one port");
        assertThatThrownBy(() -> new AddressPolicy(Set.of(70_000), List.of(), Reach.GUARDED))
                .hasMessage("allowed-ports: no such port: 70000");
    }
}
