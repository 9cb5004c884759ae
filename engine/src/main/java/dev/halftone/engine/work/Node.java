package dev.halftone.engine.work;

import dev.halftone.engine.ledger.Ledger;

/// This process among those that work off one agenda.
///
/// @param name the same after each start, and nobody else's
public record Node(Ledger ledger, String name) {

    /// Frees what was claimed by a process that died: by the one that had this name before us, or by whomever
    /// where we have the database to ourselves. Whoever waits for missed heartbeats instead waits half a
    /// minute.
    void releaseClaims() {
        switch (ledger.dialect()) {
            case SQLITE -> ledger.releaseClaims();
            case POSTGRESQL -> ledger.releaseClaims(name);
        }
    }
}
