/// The outside world, made to order, for tests: no part of it knows Halftone.
///
/// An [ImageHost] serves product images and misbehaves on request, [StubNames] is a DNS of our own, [SettableClock]
/// stands still until it is moved.
@NullMarked
package dev.halftone.testkit;

import org.jspecify.annotations.NullMarked;
