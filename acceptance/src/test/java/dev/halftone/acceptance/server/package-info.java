/// The real server in a process of its own while the ground shakes: full disks, folders that may not be written
/// to, databases that are locked, damaged or gone, crowds of slow clients. Each test breaks something, looks at
/// what clients and operators are told, mends it, and looks whether all goes on, without a restart unless it
/// says so.
@NullMarked
package dev.halftone.acceptance.server;

import org.jspecify.annotations.NullMarked;
