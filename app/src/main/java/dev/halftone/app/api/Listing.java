package dev.halftone.app.api;

import java.util.List;
import java.util.Optional;

/// A page of a list.
///
/// @param nextCursor what to ask for the page after it; absent on the last one
record Listing<T>(List<T> items, Optional<String> nextCursor) {}
