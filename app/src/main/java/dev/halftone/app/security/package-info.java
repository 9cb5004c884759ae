/// A bearer token or a session cookie in, the owner of an API key out.
///
/// [ApiKeys] knows the keys by their digests, [ApiKeyFile] keeps them, [AuthMode] says whether the server asks for
/// one. Start at [ApiKeys].
@NullMarked
package dev.halftone.app.security;

import org.jspecify.annotations.NullMarked;
