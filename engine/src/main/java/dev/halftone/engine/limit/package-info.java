/// Limits on what may happen at once, shared fairly: permits in, waiting out.
///
/// [PrioritySemaphore] hands out permits and [MemoryBudget] bytes, in the order of a [FairnessKey] and with room kept
/// for other tenants ([Tenancy]). A [Cancellation] ends waiting. A [ConcurrencyLimiter] adapts a limit to how a host
/// copes, and a [HostHold] says that it must be left alone. Start at [PrioritySemaphore].
@NullMarked
package dev.halftone.engine.limit;

import org.jspecify.annotations.NullMarked;
