/// Safe HTTP requests to untrusted servers.
///
/// A [dev.halftone.engine.request.SourceUrl] comes in, and a verdict goes out: [AddressGuard] decides under an
/// [AddressPolicy] whether the URL may be fetched, and enforces it at the socket. Start at [AddressGuard].
@NullMarked
package dev.halftone.engine.net;

import org.jspecify.annotations.NullMarked;
