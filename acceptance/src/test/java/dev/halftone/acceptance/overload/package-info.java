/// One party is too large, too slow or too many; all others are served as before.
///
/// Each test starts an [AttackedServer], runs an attack of bounded size against it, and checks that another owner's
/// image is processed, that the server stays alive, and that it gives back what the attack took. All are tagged
/// `long`: `./verify --long` runs them, and `./verify --soak` repeats them.
@NullMarked
package dev.halftone.acceptance.overload;

import org.jspecify.annotations.NullMarked;
