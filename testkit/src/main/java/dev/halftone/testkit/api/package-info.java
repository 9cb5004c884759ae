/// Clients of Halftone's HTTP API for tests, and its description (OpenAPI) to check responses against.
@NullMarked
package dev.halftone.testkit.api;

import org.jspecify.annotations.NullMarked;
