/// Due tasks in, outcomes in the ledger out: everything that happens to a request after it was accepted.
///
/// Each durable task is a class: [ExpandRequest], [ProcessChunk], [FinishRequest], [CancelRequest],
/// [RetryFailedImages], [DeliverWebhook], [PurgeRequest], [CleanUp]. [TaskScheduler] schedules them, in the
/// transaction that makes them necessary; [Workers] runs them, on any node. Results of chunks are recorded in batches
/// ([ResultBatcher]). [OtherNodes] coordinates nodes. Every task may run twice, and the second run changes nothing.
/// Start at [Workers].
@NullMarked
package dev.halftone.engine.task;

import org.jspecify.annotations.NullMarked;
