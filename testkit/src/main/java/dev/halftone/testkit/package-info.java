/// The outside world, made to order, for tests: no part of it knows Halftone.
///
/// An [ImageHost] serves product images and misbehaves on request, with [RawResponse] below all rules of HTTP; a
/// [RawTcpServer] has
/// none to break. [StubDns] is a DNS of our own, [UrlCase] lists what strangers may try, [SettableClock] stands still
/// until it is moved.
@NullMarked
package dev.halftone.testkit;

import org.jspecify.annotations.NullMarked;
