package dev.halftone.engine.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaunchTest {

    @Test
    void startsAJarAgain() {
        assertThat(Launch.program("/a house/halftone.jar", "/a house/halftone.jar serve --port 0"))
                .containsExactly("-jar", "/a house/halftone.jar");
        assertThat(Launch.program("/a house/halftone.jar", "/a house/halftone.jar"))
                .containsExactly("-jar", "/a house/halftone.jar");
    }

    @Test
    void startsAMainClassAgain() {
        assertThat(Launch.program("classes:lib/a.jar", "dev.halftone.app.Main serve --port 0"))
                .containsExactly("-cp", "classes:lib/a.jar", "dev.halftone.app.Main");
    }

    @Test
    void knowsItselfAgain() {
        var command = Launch.ofThisProgram().command();

        assertThat(Launch.isMeantBy(command.getLast())).isTrue();
        assertThat(Launch.isMeantBy("serve")).isFalse();
        assertThat(Launch.isMeantBy()).isFalse();
        assertThat(Launch.isMeantBy("serve", command.getLast())).isFalse();
    }
}
