/// The engine comes in, a server goes out: everything that is put together is put together here, by hand.
///
/// [dev.halftone.app.wiring.Server] starts and stops it; [dev.halftone.app.wiring.Calls] names every part that answers
/// calls; [dev.halftone.app.wiring.HttpServer] sets up Tomcat, [dev.halftone.app.wiring.Mvc] sets up Spring MVC.
@NullMarked
package dev.halftone.app.wiring;

import org.jspecify.annotations.NullMarked;
