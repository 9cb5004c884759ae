package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.jpeg.CoefficientPath;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The class that stands in for [CoefficientPath] has all its public methods.
class OverPixelsTest {
    private static final Path SOURCE = Path.of("peers/over-pixels/CoefficientPath.java");

    @Test
    void hasEveryMethodOfTheClassItReplaces(@TempDir Path classes) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-proc:none", "-d", classes.toString(), SOURCE.toString()))
                .isZero();
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.equals(CoefficientPath.class.getName())
                        ? super.findClass(name)
                        : CoefficientPath.class.getClassLoader().loadClass(name);
            }
        }) {
            var replacement = loader.loadClass(CoefficientPath.class.getName());
            assertThat(methods(replacement)).containsAll(methods(CoefficientPath.class));
        }
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()) + method.getReturnType())
                .collect(Collectors.toSet());
    }
}
