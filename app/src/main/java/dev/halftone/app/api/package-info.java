/// HTTP calls come in, answers of the engine's desk go out: the outside contract, described in `openapi.yaml`.
///
/// Each class answers the calls of one kind; what they need of a call, [dev.halftone.app.api.OwnerArgument] and
/// [dev.halftone.app.api.RequestArgument] have found before. Start at [dev.halftone.app.api.UploadCalls].
@NullMarked
package dev.halftone.app.api;

import org.jspecify.annotations.NullMarked;
