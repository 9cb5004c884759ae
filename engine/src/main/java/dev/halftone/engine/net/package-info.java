/// Which URLs may be dialled: the text of a URL comes in, a verdict goes out.
///
/// [SourceUrl] is a URL as somebody wrote it; [AddressGuard] says whether it may be fetched under an
/// [AddressPolicy], and watches at the socket that nothing else ever is. Start at [AddressGuard].
@NullMarked
package dev.halftone.engine.net;

import org.jspecify.annotations.NullMarked;
