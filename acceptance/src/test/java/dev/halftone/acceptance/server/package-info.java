/// A real server under faults: full disks, read-only folders, locked, damaged or missing databases, many slow
/// clients.
///
/// Each test breaks something, checks what clients and operators see, repairs it, and checks that the server
/// continues, without a restart unless the test's name says so.
@NullMarked
package dev.halftone.acceptance.server;

import org.jspecify.annotations.NullMarked;
