package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.app.security.ApiKey;
import dev.halftone.app.security.ApiKeys;
import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// The page's session: a user enters a key once, and the browser gets a cookie.
@RestController
@AuthInterceptor.PermitAll
public final class SessionController {
    private final AuthMode authMode;
    private final OriginPolicy originPolicy;
    private final SessionCookie cookie;

    public SessionController(AuthMode authMode, OriginPolicy originPolicy, SessionCookie cookie) {
        this.authMode = authMode;
        this.originPolicy = originPolicy;
        this.cookie = cookie;
    }

    /// @param keysWanted whether the server requires a key
    /// @param name the name of the session's key, if there is a session
    record Session(boolean keysWanted, Optional<String> name) {}

    record LoginRequest(Optional<String> key) {}

    @GetMapping(path = "/session", produces = APPLICATION_JSON_VALUE)
    Session session(HttpServletRequest httpRequest) {
        return switch (authMode) {
            case AuthMode.Open() -> new Session(false, Optional.empty());
            case AuthMode.ApiKeyRequired(var keys) ->
                new Session(true, cookie.verify(httpRequest, keys.current()).map(ApiKeys.Entry::name));
        };
    }

    @PostMapping(path = "/session", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> login(@RequestBody LoginRequest loginRequest, HttpServletRequest httpRequest) {
        originPolicy.check(httpRequest);
        return switch (authMode) {
            case AuthMode.Open() -> ResponseEntity.noContent().build();
            case AuthMode.ApiKeyRequired(var keys) ->
                loginRequest
                        .key()
                        .map(ApiKey::new)
                        .flatMap(keys.current()::find)
                        .map(holder ->
                                noContent(cookie.create(holder, httpRequest).toString()))
                        .orElseThrow(AuthInterceptor::unauthorized);
        };
    }

    @DeleteMapping("/session")
    ResponseEntity<Void> logout(HttpServletRequest httpRequest) {
        originPolicy.check(httpRequest);
        return noContent(cookie.expire(httpRequest).toString());
    }

    private static ResponseEntity<Void> noContent(String cookie) {
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie).build();
    }
}
