/// Due tasks in, outcomes in the ledger out: everything that happens to a request after it was accepted.
///
/// Each durable task is one class: [ExpandRequest] copies the CSV into the ledger, [ProcessChunk] does the images,
/// [FinishRequest] closes the request, [CancelRequest] ends one early, [DeliverWebhook] announces it, [PurgeRequest]
/// and [CleanUp] clean up. What chunks bring, [ResultBatcher] has recorded in batches. [TaskScheduler] puts tasks down,
/// in the
/// transaction that makes them necessary; [Workers] picks them up, on any node. Every task may run twice and is written
/// so that the second time changes nothing. Start at [Workers].
@NullMarked
package dev.halftone.engine.task;

import org.jspecify.annotations.NullMarked;
