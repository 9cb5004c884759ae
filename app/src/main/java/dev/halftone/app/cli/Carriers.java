package dev.halftone.app.cli;

/// The threads that carry virtual ones (JEP 444). The JVM has one a processor, and whoever is ready waits in line for
/// it: a call would stand behind the images that are being fetched. With several, the operating system shares the
/// processors among them in slices of milliseconds.
final class Carriers {
    static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private static final int A_PROCESSOR = 2;

    private Carriers() {}

    /// Has effect before the first virtual thread begins. What the operator has set stands.
    static void severalAProcessor() {
        if (System.getProperty(PARALLELISM) != null) return;
        var several = A_PROCESSOR * Runtime.getRuntime().availableProcessors();
        System.setProperty(PARALLELISM, Integer.toString(several));
    }
}
