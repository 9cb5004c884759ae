/// Opens a JDBC URL on SQLite or PostgreSQL and provides connections and transactions. Knows no table of ours.
///
/// [Database] opens and migrates, [Transactions] groups statements, and [DatabaseFault] tells database faults from
/// bugs.
/// Start at [Database].
@NullMarked
package dev.halftone.engine.database;

import org.jspecify.annotations.NullMarked;
