/// A folder goes in, a web server on loopback comes out: nginx where there is one, Java's own where there is none.
@NullMarked
package dev.halftone.bench.host;

import org.jspecify.annotations.NullMarked;
