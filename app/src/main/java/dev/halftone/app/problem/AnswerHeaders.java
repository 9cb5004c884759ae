package dev.halftone.app.problem;

import jakarta.servlet.http.HttpServletResponse;

/// The headers of every answer; a call may set others in their place.
final class AnswerHeaders {
    private AnswerHeaders() {}

    static void set(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
    }
}
