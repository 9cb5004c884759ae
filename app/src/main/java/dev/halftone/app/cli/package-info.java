/// Command-line arguments in, an exit code out: a class for each command.
///
/// [RunCommand] processes a CSV in a folder ([FolderJob]), [ServeCommand] starts the server, [DemoCommand] tries both
/// with sample images. [SubmitCommand] and [RequestsCommand] are clients of a server, through the package `client`.
/// Start at
/// [Cli].
@NullMarked
package dev.halftone.app.cli;

import org.jspecify.annotations.NullMarked;
