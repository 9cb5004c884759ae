package dev.halftone.app.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What stands around a process: the words that go before its command.
record Walls(List<String> command) {
    Walls {
        command = List.copyOf(command);
    }

    static Walls usual() {
        return new Walls(List.of());
    }

    /// A disk of its own of so many megabytes, in memory, that is gone with the process.
    static Walls ownDisk(Path folder, int megabytes) {
        var mount = "mount -t tmpfs -o size=" + megabytes + "m,mode=700 tmpfs \"$0\" && exec \"$@\"";
        return new Walls(Stream.of(ownMounts(), List.of("sh", "-c", mount, folder.toString()))
                .flatMap(List::stream)
                .toList());
    }

    /// Whether this machine lets us give a process such a disk.
    static boolean hasOwnDisks(Path folder) {
        return runs(ownDisk(folder, 1), "true");
    }

    /// The rights of a usual user: root may write into a folder whatever its permissions say.
    static Walls withoutPrivileges() {
        return isRoot() ? new Walls(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")) : usual();
    }

    static boolean hasUsualRights() {
        return runs(withoutPrivileges(), "true");
    }

    private static List<String> ownMounts() {
        return isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "--mount", "--map-root-user");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    List<String> around(List<String> inner) {
        var all = new ArrayList<>(command);
        all.addAll(inner);
        return all;
    }

    private static boolean runs(Walls walls, String command) {
        try {
            var process = new ProcessBuilder(walls.around(List.of(command)))
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
