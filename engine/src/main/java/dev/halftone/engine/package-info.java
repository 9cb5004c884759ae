/// CSV in, CSV out: the whole job, durable, with no framework and no server.
///
/// The rooms, in the order in which data meets them; each imports only rooms above it:
/// `address`, `intake`, `ledger`, `source`, `storage`, `quarantine`, `service`, `report`, `webhook`, `work`, `desk`.
@NullMarked
package dev.halftone.engine;

import org.jspecify.annotations.NullMarked;
