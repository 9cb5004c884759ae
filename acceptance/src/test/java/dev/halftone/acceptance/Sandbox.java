package dev.halftone.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What stands around a process: the words that go before its command.
public record Sandbox(List<String> prefix) {
    public Sandbox {
        prefix = List.copyOf(prefix);
    }

    public static Sandbox none() {
        return new Sandbox(List.of());
    }

    /// A disk of its own of so many megabytes, in memory, that is gone with the process.
    public static Sandbox tmpfs(Path folder, int megabytes) {
        var mount = "mount -t tmpfs -o size=" + megabytes + "m,mode=700 tmpfs \"$0\" && exec \"$@\"";
        return new Sandbox(Stream.of(unshareCommand(), List.of("sh", "-c", mount, folder.toString()))
                .flatMap(List::stream)
                .toList());
    }

    /// Whether this machine lets us give a process such a disk.
    public static boolean canMountTmpfs(Path folder) {
        return runs(tmpfs(folder, 1), "true");
    }

    /// The rights of a usual user: root may write into a folder whatever its permissions say.
    public static Sandbox withoutPrivileges() {
        return isRoot() ? new Sandbox(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")) : none();
    }

    public static boolean canDropPrivileges() {
        return runs(withoutPrivileges(), "true");
    }

    private static List<String> unshareCommand() {
        return isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "--mount", "--map-root-user");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    List<String> wrap(List<String> inner) {
        var all = new ArrayList<>(prefix);
        all.addAll(inner);
        return all;
    }

    private static boolean runs(Sandbox sandbox, String command) {
        try {
            var process = new ProcessBuilder(sandbox.wrap(List.of(command)))
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createTempFile("walls", ".txt").toFile())
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
