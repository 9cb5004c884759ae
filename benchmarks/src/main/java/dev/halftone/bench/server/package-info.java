/// `./halftone serve` as a process of its own ([Server]), and what its clients say to it ([Client]).
@NullMarked
package dev.halftone.bench.server;

import org.jspecify.annotations.NullMarked;
