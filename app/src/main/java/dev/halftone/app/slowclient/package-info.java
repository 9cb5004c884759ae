/// Keeps slow clients from holding connections.
///
/// Tomcat's timeouts restart with each byte, so a byte a second would hold a connection for hours.
/// [HeaderTimeoutProtocol] limits the time for a request's headers, [MinBodyRateValve] demands a minimum rate for its
/// body.
@NullMarked
package dev.halftone.app.slowclient;

import org.jspecify.annotations.NullMarked;
