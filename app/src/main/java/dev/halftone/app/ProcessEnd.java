package dev.halftone.app;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// The end of the process, when all that it had open is closed.
///
/// HotSpot waits for threads in native code before it ends (`VM_Exit::wait_for_threads_in_native_to_block`), but no
/// longer than 300 ms, and the one that watches the sockets of virtual threads never leaves it. That is a sixteenth
/// of a run over 1,200 images, for nothing.
final class ProcessEnd {
    /// Set by `./halftone run`, unless it has JVM options of the user's: a profiler, say, writes its file at
    /// the end.
    private static final boolean IS_AT_ONCE = Boolean.getBoolean("dev.halftone.end-at-once");

    private ProcessEnd() {}

    static void with(int exitCode) {
        if (IS_AT_ONCE && !isUnderWay()) atOnce(exitCode);
        System.exit(exitCode);
    }

    /// A signal ends the process too, and with an exit code of its own.
    private static boolean isUnderWay() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /// POSIX `_exit`: shutdown hooks do not run.
    @SuppressWarnings("restricted")
    private static void atOnce(int exitCode) {
        System.out.flush();
        System.err.flush();
        var linker = Linker.nativeLinker();
        var exit = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("_exit"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        try {
            exit.invokeExact(exitCode);
        } catch (Throwable e) {
            throw new IllegalStateException("_exit came back", e);
        }
    }
}
