package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
    private final Optional<String> previous = Optional.ofNullable(System.getProperty(Node.CarrierThreads.PARALLELISM));

    @BeforeEach
    void clear() {
        System.clearProperty(Node.CarrierThreads.PARALLELISM);
    }

    @AfterEach
    void restore() {
        previous.ifPresentOrElse(
                value -> System.setProperty(Node.CarrierThreads.PARALLELISM, value),
                () -> System.clearProperty(Node.CarrierThreads.PARALLELISM));
    }

    @Test
    void defaultsToMoreThreadsThanProcessors() {
        Node.CarrierThreads.configureParallelism();

        assertThat(Integer.getInteger(Node.CARRIER_THREADS))
                .isGreaterThan(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void keepsTheSettingOfTheOperator() {
        System.setProperty(Node.CarrierThreads.PARALLELISM, "1");

        Node.configureCarrierThreads();

        assertThat(Integer.getInteger(Node.CARRIER_THREADS)).isOne();
    }
}
