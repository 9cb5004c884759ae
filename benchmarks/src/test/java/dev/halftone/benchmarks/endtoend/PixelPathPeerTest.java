package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelPathPeerTest {
    private static final String REPLACEMENT_SOURCE = "peers/over-pixels/CoefficientPath.java";

    @TempDir
    private Path folder;

    @Test
    void replacesCoefficientPath() {
        var compiler = ToolProvider.getSystemJavaCompiler();

        var exit = compiler.run(null, null, null, "-proc:none", "-d", folder.toString(), REPLACEMENT_SOURCE);

        assertThat(exit).isZero();
        assertThat(folder.resolve("dev/halftone/imaging/jpeg/CoefficientPath.class"))
                .exists();
    }
}
