/// What Halftone and an image service say to each other, in JSON: jobs go out, results come back in callbacks.
///
/// [Job] is handed over, [JobReceipt] is the response, [JobResults] is a callback, and also the response to a question
/// about a job. [ServiceSecrets] signs both directions. docs/image-service.md describes the protocol.
@NullMarked
package dev.halftone.engine.imageservice;

import org.jspecify.annotations.NullMarked;
