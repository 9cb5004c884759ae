/// Whatever goes wrong between a client and us comes in; a problem document (RFC 9457) goes out.
///
/// [dev.halftone.app.problem.ProblemCode] lists what can go wrong. What a call refuses it throws as
/// [dev.halftone.app.problem.Refused]; three nets catch it and everything else:
/// [dev.halftone.app.problem.ProblemResolver] what happens in a call, [dev.halftone.app.problem.LastResort] what
/// happens around it, [dev.halftone.app.problem.ProblemValve] what Tomcat refuses by itself.
@NullMarked
package dev.halftone.app.problem;

import org.jspecify.annotations.NullMarked;
