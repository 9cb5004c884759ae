/// The outside world, made to order, for tests: no part of it knows Halftone.
///
/// An [ImageHost] serves product images and misbehaves on request, with [Raw] below all rules of HTTP; a [BarePort] has
/// none to break. [StubNames] is a DNS of our own, [UrlCase] lists what strangers may try, [SettableClock] stands still
/// until it is moved.
@NullMarked
package dev.halftone.testkit;

import org.jspecify.annotations.NullMarked;
