/// Images processed by a service elsewhere, and jobs that others hand over to us. Both speak the same JSON: jobs go
/// out,
/// results come back in callbacks.
///
/// [Job] is handed over, [JobReceipt] is the response, [JobResults] is a callback, and also the response to a question
/// about a job. [ServiceSecrets] signs both directions. [RemoteImageService] is the client: start there. When Halftone
/// is
/// the service, [JobCheck] checks what comes in, and [JobReport] reads the results from the ledger.
/// docs/image-service.md describes the protocol.
@NullMarked
package dev.halftone.engine.imageservice;

import org.jspecify.annotations.NullMarked;
