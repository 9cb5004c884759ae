package dev.halftone.testkit;

import java.util.Random;
import java.util.random.RandomGenerator;

/// Seeds randomized tests. Each run takes a new seed and prints it. To repeat a failure, set the system property
/// `seed` to the printed value.
public final class RandomSeed {
    private RandomSeed() {}

    /// A generator for one test class.
    public static RandomGenerator random(Class<?> test) {
        var seed = Long.getLong("seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.printf("Seed %d of %s; to repeat: ./verify --soak 1 --seed %d%n", seed, test.getSimpleName(), seed);
        return new Random(seed);
    }
}
