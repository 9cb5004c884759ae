/// The ledger's promises, kept on both databases.
@NullMarked
package dev.halftone.engine.ledger;

import org.jspecify.annotations.NullMarked;
