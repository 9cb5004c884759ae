/// One CSV worked off into one folder, with no server: a CSV comes in, `output.csv` and `images/` go out.
///
/// The same engine as the server's, on a ledger in that folder; so a run that was broken off is gone on with. Start at
/// [FolderJob].
@NullMarked
package dev.halftone.app.job;

import org.jspecify.annotations.NullMarked;
