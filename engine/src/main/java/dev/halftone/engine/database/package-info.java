/// A JDBC URL in, connections and transactions out, on SQLite or PostgreSQL; no SQL of ours.
///
/// [ConnectionPools] opens the database, [Transactions] groups statements, and [DatabaseFault] tells a database that
/// fails from a bug. Start at [ConnectionPools].
@NullMarked
package dev.halftone.engine.database;

import org.jspecify.annotations.NullMarked;
