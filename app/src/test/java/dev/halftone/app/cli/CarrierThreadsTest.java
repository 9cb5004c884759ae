package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
    private final Optional<String> before = Optional.ofNullable(System.getProperty(Node.CarrierThreads.PARALLELISM));

    @BeforeEach
    void forget() {
        System.clearProperty(Node.CarrierThreads.PARALLELISM);
    }

    @AfterEach
    void restore() {
        before.ifPresentOrElse(
                was -> System.setProperty(Node.CarrierThreads.PARALLELISM, was),
                () -> System.clearProperty(Node.CarrierThreads.PARALLELISM));
    }

    @Test
    void areMoreThanProcessors() {
        Node.CarrierThreads.configureParallelism();

        assertThat(Integer.getInteger(Node.CarrierThreads.PARALLELISM))
                .isGreaterThan(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void areAsManyAsTheOperatorHasSaid() {
        System.setProperty(Node.CarrierThreads.PARALLELISM, "1");

        Node.CarrierThreads.configureParallelism();

        assertThat(Integer.getInteger(Node.CarrierThreads.PARALLELISM)).isOne();
    }
}
