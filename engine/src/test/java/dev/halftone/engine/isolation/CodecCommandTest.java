package dev.halftone.engine.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodecCommandTest {

    @Test
    void restartsAJar() {
        assertThat(CodecCommand.mainClassOrJar("/a house/halftone.jar", "/a house/halftone.jar serve --port 0"))
                .containsExactly("-jar", "/a house/halftone.jar");
        assertThat(CodecCommand.mainClassOrJar("/a house/halftone.jar", "/a house/halftone.jar"))
                .containsExactly("-jar", "/a house/halftone.jar");
    }

    @Test
    void restartsAMainClass() {
        assertThat(CodecCommand.mainClassOrJar("classes:lib/a.jar", "dev.halftone.app.Main serve --port 0"))
                .containsExactly("-cp", "classes:lib/a.jar", "dev.halftone.app.Main");
    }

    @Test
    void startsAnotherMainClassOfTheClassPath() {
        var command = CodecCommand.ofMainClass("dev.halftone.app.Main").command();

        assertThat(command).containsSequence("-cp", System.getProperty("java.class.path"), "dev.halftone.app.Main");
        assertThat(CodecCommand.isCodecProcess(command.getLast())).isTrue();
    }

    @Test
    void recognizesItsOwnArguments() {
        var command = CodecCommand.currentProgram().command();

        assertThat(CodecCommand.isCodecProcess(command.getLast())).isTrue();
        assertThat(CodecCommand.isCodecProcess("serve")).isFalse();
        assertThat(CodecCommand.isCodecProcess()).isFalse();
        assertThat(CodecCommand.isCodecProcess("serve", command.getLast())).isFalse();
    }
}
