package dev.halftone.app.api;

import java.io.InputStream;

/// An upload as it arrives.
///
/// @param csv the file, to be read once
/// @param fields what came beside it
record Upload(InputStream csv, Fields fields) {}
