/// What Halftone and an image service say to each other, in JSON: jobs go out, results come back in callbacks.
///
/// [Job] is handed over, [JobReceipt] is the response, [JobResults] is a callback, and also the response to a question
/// about a job. [ServiceSecrets] signs both directions. When Halftone is the service, [JobCheck] checks what comes in,
/// and [JobReport] reads the results from the ledger. docs/image-service.md describes the protocol.
@NullMarked
package dev.halftone.engine.imageservice;

import org.jspecify.annotations.NullMarked;
