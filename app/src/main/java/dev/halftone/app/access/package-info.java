/// A call comes in, its owner goes out, or a refusal: who may come in, from which site, and under which name.
///
/// [dev.halftone.app.access.Doorkeeper] stands before every call that is not marked
/// [dev.halftone.app.access.WithoutKey]. It knows a client by the key it says, and the page by its
/// [dev.halftone.app.access.SessionCookie]; [dev.halftone.app.access.Neighbours] keeps other sites in a person's
/// browser from calling in that person's name.
@NullMarked
package dev.halftone.app.access;

import org.jspecify.annotations.NullMarked;
