/// Clients that take their time come in; those that still may go on, and an end to the others, go out.
///
/// A client that sends nothing is Tomcat's affair, which waits for each read. One that sends a byte a second is
/// ours: [dev.halftone.app.patience.BodyPace] for bodies, [dev.halftone.app.patience.HeaderPace] for what comes
/// before them.
@NullMarked
package dev.halftone.app.patience;

import org.jspecify.annotations.NullMarked;
