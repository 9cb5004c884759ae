package dev.halftone.app.access;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.app.key.Admission;
import dev.halftone.app.key.ApiKey;
import dev.halftone.app.key.KeyHolder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// The page's session: a person says a key once, and the browser has a cookie from then on.
@RestController
@WithoutKey
public final class SessionCalls {
    private final Admission admission;
    private final Neighbours neighbours;
    private final SessionCookie cookie;

    public SessionCalls(Admission admission, Neighbours neighbours, SessionCookie cookie) {
        this.admission = admission;
        this.neighbours = neighbours;
        this.cookie = cookie;
    }

    /// @param keysWanted whether calls want a key
    /// @param name of the key that the session began with, where one has
    record Session(boolean keysWanted, Optional<String> name) {}

    record Opening(Optional<String> key) {}

    @GetMapping(path = "/session", produces = APPLICATION_JSON_VALUE)
    Session session(HttpServletRequest call) {
        return switch (admission) {
            case Admission.Open() -> new Session(false, Optional.empty());
            case Admission.Keyed(var keys) ->
                new Session(true, cookie.holder(call, keys.now()).map(KeyHolder::name));
        };
    }

    @PostMapping(path = "/session", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> begin(@RequestBody Opening opening, HttpServletRequest call) {
        neighbours.check(call);
        return switch (admission) {
            case Admission.Open() -> ResponseEntity.noContent().build();
            case Admission.Keyed(var keys) ->
                opening.key()
                        .map(ApiKey::new)
                        .flatMap(keys.now()::holderOf)
                        .map(holder -> answer(cookie.begin(holder, call).toString()))
                        .orElseThrow(Doorkeeper::unauthorized);
        };
    }

    @DeleteMapping("/session")
    ResponseEntity<Void> end(HttpServletRequest call) {
        neighbours.check(call);
        return answer(cookie.end(call).toString());
    }

    private static ResponseEntity<Void> answer(String cookie) {
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie).build();
    }
}
