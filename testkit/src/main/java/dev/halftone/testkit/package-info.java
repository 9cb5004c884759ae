/// Test doubles for everything outside Halftone. Nothing leaves the machine.
///
/// ```java
/// try (var host = ImageHost.start()) {
///     host.respondTo("/shoe.jpg", serviceUnavailable(), SampleJpeg.response());
///     fetch(host.url("/shoe.jpg"));
///     assertThat(host.requests("/shoe.jpg")).hasSize(2);
/// }
/// ```
///
/// Start with [ImageHost], which serves product images and misbehaves as a [MockResponse] says. [RawResponse] breaks
/// the
/// rules of HTTP byte by byte, and [RawTcpServer] speaks no HTTP at all. [WebhookInbox] receives webhooks,
/// [MockImageService] takes jobs and calls back, [StubDns] resolves names, [SettableClock] stands still until a test
/// moves it, and [UrlCase] lists URLs that an attacker may try.
/// These types know nothing of Halftone; the clients of its API are in [dev.halftone.testkit.api].
@NullMarked
package dev.halftone.testkit;

import org.jspecify.annotations.NullMarked;
