/// Values in, rows out, and back: what is known of every request, on SQLite or PostgreSQL.
///
/// The only room with SQL of its own. A state changes only here, each change by one guarded statement whose row
/// count is the answer; whoever changes anything of a request first takes its row ([Requests#lock]), so that the
/// counters, the products and the images of a request always agree. Start at [Ledger].
@NullMarked
package dev.halftone.engine.ledger;

import org.jspecify.annotations.NullMarked;
