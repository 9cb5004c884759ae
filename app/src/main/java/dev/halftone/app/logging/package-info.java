/// Text from outside, made safe for a terminal and for one line of a log.
///
/// [ControlCharacters] escapes it. The log escapes all messages ([EscapedMessageConverter]) and stack traces
/// ([EscapedThrowableConverter]), or writes JSON ([JsonEncoder]); [RepeatedLineFilter] keeps it short in an outage.
/// Commands escape what they print.
@NullMarked
package dev.halftone.app.logging;

import org.jspecify.annotations.NullMarked;
