package dev.halftone.testkit;

import java.util.Random;
import java.util.random.RandomGenerator;

/// Where a random test gets its chances from. The seed is fresh each time and printed, so that a failure can be had
/// again: the system property `seed` is it.
public final class RandomSeed {
    private RandomSeed() {}

    /// The chances of a test.
    public static RandomGenerator random(Class<?> test) {
        var seed = Long.getLong("seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.printf(
                "Seed %d of %s; the same again: ./verify --soak 1 --seed %d%n", seed, test.getSimpleName(), seed);
        return new Random(seed);
    }
}
