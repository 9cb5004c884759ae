/// Black-box tests: a CSV, a process and a network in; files, HTTP responses and exit codes checked.
///
/// [ServerProcess] runs Halftone as its users do, [SubmittedRequest] is a request on it, [DataFolder] is what it
/// stores. [ImageHostFixture] serves images to fetch, [Sandbox] limits what the process may do. [ExternalTool] runs
/// other programs, and [ProjectFiles] reads the project's own files. [BuildLock] and [ClassArchive] serve several
/// test JVMs side by side.
@NullMarked
package dev.halftone.acceptance;

import org.jspecify.annotations.NullMarked;
