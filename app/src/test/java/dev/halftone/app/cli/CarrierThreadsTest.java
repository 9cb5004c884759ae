package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
    private final Optional<String> before = Optional.ofNullable(System.getProperty(Node.CARRIER_THREADS));

    @BeforeEach
    void forget() {
        System.clearProperty(Node.CARRIER_THREADS);
    }

    @AfterEach
    void restore() {
        before.ifPresentOrElse(
                was -> System.setProperty(Node.CARRIER_THREADS, was), () -> System.clearProperty(Node.CARRIER_THREADS));
    }

    @Test
    void areMoreThanProcessors() {
        Node.configureCarrierThreads();

        assertThat(Integer.getInteger(Node.CARRIER_THREADS))
                .isGreaterThan(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void areAsManyAsTheOperatorHasSaid() {
        System.setProperty(Node.CARRIER_THREADS, "1");

        Node.configureCarrierThreads();

        assertThat(Integer.getInteger(Node.CARRIER_THREADS)).isOne();
    }
}
