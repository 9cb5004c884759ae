/// Keeps slow clients from holding connections, and the memory of their requests.
///
/// Tomcat's timeouts restart with each byte, so a byte a second would hold a connection for hours.
/// [SlowClientProtocol] limits the time for a request's headers, demands a minimum rate from clients that read a
/// response ([ServedConnection]), and makes room for new connections. [MinBodyRateValve] demands a minimum rate for
/// request bodies.
@NullMarked
package dev.halftone.app.slowclient;

import org.jspecify.annotations.NullMarked;
