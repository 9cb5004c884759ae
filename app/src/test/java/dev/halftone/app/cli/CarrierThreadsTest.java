package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
    private final Optional<String> previous = Optional.ofNullable(System.getProperty(Node.CARRIER_THREADS));

    @BeforeEach
    void clear() {
        System.clearProperty(Node.CARRIER_THREADS);
    }

    @AfterEach
    void restore() {
        previous.ifPresentOrElse(
                value -> System.setProperty(Node.CARRIER_THREADS, value),
                () -> System.clearProperty(Node.CARRIER_THREADS));
    }

    @Test
    void defaultsToMoreThreadsThanProcessors() {
        Node.configureCarrierThreads();

        assertThat(Integer.getInteger(Node.CARRIER_THREADS))
                .isGreaterThan(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void keepsTheSettingOfTheOperator() {
        System.setProperty(Node.CARRIER_THREADS, "1");

        Node.configureCarrierThreads();

        assertThat(Integer.getInteger(Node.CARRIER_THREADS)).isOne();
    }
}
