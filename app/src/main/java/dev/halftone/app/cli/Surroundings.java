package dev.halftone.app.cli;

import dev.halftone.engine.isolation.CodecFactory;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/// What is around one run of the command line: its streams, where settings may come from, who codes images.
///
/// @param properties the JVM's system properties
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Map<String, String> properties,
        Screen screen,
        CodecFactory codecFactory) {
    public Surroundings {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    public static Surroundings ofThisProcess() {
        var environment = System.getenv();
        return new Surroundings(
                System.in,
                System.out,
                System.err,
                environment,
                systemProperties(),
                new StandardErrorScreen(environment),
                CodecFactory.defaults());
    }

    /// The same, but others code the images.
    public Surroundings with(CodecFactory others) {
        return new Surroundings(in, out, err, environment, properties, screen, others);
    }

    private static Map<String, String> systemProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    }
}
