package dev.halftone.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Limits on a process: a prefix of the command that starts it.
public record Sandbox(List<String> prefix) {
    public Sandbox {
        prefix = List.copyOf(prefix);
    }

    public static Sandbox none() {
        return new Sandbox(List.of());
    }

    /// Mounts a disk of limited size on a folder, in memory and only for the process. It is gone with the
    /// process.
    public static Sandbox tmpfs(Path folder, int megabytes) {
        return tmpfs(folder, "size=" + megabytes + "m");
    }

    /// The same, with a limited number of files.
    public static Sandbox tmpfs(Path folder, int megabytes, int files) {
        return tmpfs(folder, "size=" + megabytes + "m,nr_inodes=" + files);
    }

    private static Sandbox tmpfs(Path folder, String options) {
        var mount = "mount -t tmpfs -o " + options + ",mode=700 tmpfs \"$0\" && exec \"$@\"";
        return new Sandbox(Stream.of(unshareCommand(), List.of("sh", "-c", mount, folder.toString()))
                .flatMap(List::stream)
                .toList());
    }

    /// Returns whether this machine allows [#tmpfs].
    public static boolean canMountTmpfs(Path folder) {
        return canRun(tmpfs(folder, 1));
    }

    /// Drops root's right to write into any folder whatever its permissions.
    public static Sandbox withoutPrivileges() {
        return isRoot() ? new Sandbox(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")) : none();
    }

    /// Returns whether this machine allows [#withoutPrivileges].
    public static boolean canDropPrivileges() {
        return canRun(withoutPrivileges());
    }

    private static List<String> unshareCommand() {
        return isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "--mount", "--map-root-user");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    List<String> wrap(List<String> command) {
        var wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean canRun(Sandbox sandbox) {
        try {
            var process = new ProcessBuilder(sandbox.wrap(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createTempFile("sandbox", ".txt").toFile())
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
