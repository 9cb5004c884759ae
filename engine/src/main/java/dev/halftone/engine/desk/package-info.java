/// What people and programs ask of the engine: an upload comes in and a request's id goes out; an id comes in,
/// and how it stands goes out.
///
/// [Reception] takes uploads; [Desk] answers everything about requests that were accepted. Start at [Reception].
@NullMarked
package dev.halftone.engine.desk;

import org.jspecify.annotations.NullMarked;
