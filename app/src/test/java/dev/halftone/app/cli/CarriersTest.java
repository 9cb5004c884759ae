package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarriersTest {
    private final Optional<String> before = Optional.ofNullable(System.getProperty(Carriers.PARALLELISM));

    @BeforeEach
    void forget() {
        System.clearProperty(Carriers.PARALLELISM);
    }

    @AfterEach
    void restore() {
        before.ifPresentOrElse(
                was -> System.setProperty(Carriers.PARALLELISM, was), () -> System.clearProperty(Carriers.PARALLELISM));
    }

    @Test
    void areMoreThanProcessors() {
        Carriers.severalAProcessor();

        assertThat(Integer.getInteger(Carriers.PARALLELISM))
                .isGreaterThan(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void areAsManyAsTheOperatorHasSaid() {
        System.setProperty(Carriers.PARALLELISM, "1");

        Carriers.severalAProcessor();

        assertThat(Integer.getInteger(Carriers.PARALLELISM)).isOne();
    }
}
