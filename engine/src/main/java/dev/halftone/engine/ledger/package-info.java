/// Repositories: store and load the state of requests on SQLite or PostgreSQL. The only package with SQL.
///
/// Each state change is one guarded statement, and its row count says whether it happened. A transaction that
/// changes a request first locks its row ([Requests#lock]), so that the counters, products and images of a request
/// always agree. Start at [Ledger].
@NullMarked
package dev.halftone.engine.ledger;

import org.jspecify.annotations.NullMarked;
