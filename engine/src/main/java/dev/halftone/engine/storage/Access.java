package dev.halftone.engine.storage;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Who on this machine may read what is kept. On file systems without POSIX permissions the folder's own rules hold.
enum Access {
    /// As the process's umask has it.
    USUAL("rwxrwxrwx", "rw-rw-rw-"),
    /// Nobody but the user that runs this process.
    PRIVATE("rwx------", "rw-------");

    private final String ofFolders;
    private final String ofFiles;

    Access(String ofFolders, String ofFiles) {
        this.ofFolders = ofFolders;
        this.ofFiles = ofFiles;
    }

    FileAttribute<?>[] ofFolder(Path folder) {
        return attributes(folder, ofFolders);
    }

    FileAttribute<?>[] ofFile(Path file) {
        return attributes(file, ofFiles);
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
