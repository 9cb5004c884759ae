/// Secrets that let clients in: made, kept as digests in a file, and recognised.
///
/// [dev.halftone.app.key.ApiKey] is what a client says, [dev.halftone.app.key.KeyHolder] what is kept of it,
/// [dev.halftone.app.key.KeyFile] where. A server asks [dev.halftone.app.key.Admission] who may come in; nothing here
/// knows the web.
@NullMarked
package dev.halftone.app.key;

import org.jspecify.annotations.NullMarked;
