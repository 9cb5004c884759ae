/// `serve --image-service`: images handed over to a service elsewhere, and their results by callback.
///
/// [HandOverFixture] is a server with a mock service that behaves as a test says; [SameResultsTest] and
/// [HandOverKillTest] use `./halftone image-service` instead.
@NullMarked
package dev.halftone.acceptance.imageservice;

import org.jspecify.annotations.NullMarked;
