/// Black-box tests: a CSV, a process and a network in; files, HTTP responses and exit codes checked.
///
/// [ServerProcess] runs Halftone as its users do, [ImageHostFixture] is the image host that it fetches from, [Sandbox]
/// limits what the process may do.
@NullMarked
package dev.halftone.acceptance;

import org.jspecify.annotations.NullMarked;
