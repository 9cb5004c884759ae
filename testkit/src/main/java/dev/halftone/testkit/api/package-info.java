/// Clients of Halftone's HTTP API. [ApiClient] checks every response against Halftone's `openapi.yaml`, which it
/// reads from the class path of the test; [RawHttpClient] sends what no HTTP client would.
@NullMarked
package dev.halftone.testkit.api;

import org.jspecify.annotations.NullMarked;
