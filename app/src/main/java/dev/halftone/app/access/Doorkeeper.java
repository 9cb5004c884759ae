package dev.halftone.app.access;

import dev.halftone.app.key.Admission;
import dev.halftone.app.key.ApiKey;
import dev.halftone.app.key.KeyHolder;
import dev.halftone.app.key.KeyRing;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets calls in, and notes whose they are. It stands behind the choice of the call, not before it: that way no
/// spelling of a path leads round it.
public final class Doorkeeper implements HandlerInterceptor {
    private static final String OWNER = Doorkeeper.class.getName() + ".owner";
    private static final String SCHEME = "Bearer ";

    private final Admission admission;
    private final Neighbours neighbours;
    private final SessionCookie cookie;

    public Doorkeeper(Admission admission, Neighbours neighbours, SessionCookie cookie) {
        this.admission = admission;
        this.neighbours = neighbours;
        this.cookie = cookie;
    }

    @Override
    public boolean preHandle(HttpServletRequest call, HttpServletResponse answer, Object handler) {
        if (isWithoutKey(handler)) return true;
        neighbours.check(call);
        call.setAttribute(OWNER, owner(call));
        return true;
    }

    private static boolean isWithoutKey(Object handler) {
        return handler instanceof HandlerMethod method && method.getBeanType().isAnnotationPresent(WithoutKey.class);
    }

    private Owner owner(HttpServletRequest call) {
        return switch (admission) {
            case Admission.Open() -> Owner.EVERYBODY;
            case Admission.Keyed(var keys) ->
                holder(call, keys.now()).map(Owner::of).orElseThrow(Doorkeeper::unauthorized);
        };
    }

    /// A key that is said counts before a cookie that is merely sent along.
    private Optional<KeyHolder> holder(HttpServletRequest call, KeyRing ring) {
        var said = Optional.ofNullable(call.getHeader("Authorization"));
        return said.isPresent() ? said.flatMap(Doorkeeper::key).flatMap(ring::holderOf) : cookie.holder(call, ring);
    }

    /// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    private static Optional<ApiKey> key(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(
                        new ApiKey(authorization.substring(SCHEME.length()).strip()))
                : Optional.empty();
    }

    static Refused unauthorized() {
        return new Refused(ProblemCode.UNAUTHORIZED, "the header Authorization is to say: Bearer, and an API key")
                .with("WWW-Authenticate", "Bearer realm=\"Halftone\"");
    }

    /// Whose call this is, once it was let in.
    public static Owner owner(NativeWebRequest call) {
        return Optional.ofNullable((Owner) call.getAttribute(OWNER, RequestAttributes.SCOPE_REQUEST))
                .orElseThrow(() -> new IllegalStateException("a call that everybody may make has no owner"));
    }
}
