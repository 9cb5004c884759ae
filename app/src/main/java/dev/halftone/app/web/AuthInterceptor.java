package dev.halftone.app.web;

import dev.halftone.app.security.ApiKey;
import dev.halftone.app.security.ApiKeys;
import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets calls in, and notes whose they are. It stands behind the choice of the call, not before it: that way no
/// spelling of a path leads round it.
public final class AuthInterceptor implements HandlerInterceptor {
    private static final String OWNER = AuthInterceptor.class.getName() + ".owner";
    private static final String SCHEME = "Bearer ";

    private final AuthMode authMode;
    private final OriginPolicy originPolicy;
    private final SessionCookie cookie;

    public AuthInterceptor(AuthMode authMode, OriginPolicy originPolicy, SessionCookie cookie) {
        this.authMode = authMode;
        this.originPolicy = originPolicy;
        this.cookie = cookie;
    }

    @Override
    public boolean preHandle(HttpServletRequest call, HttpServletResponse answer, Object handler) {
        if (isPermittedToAll(handler)) return true;
        originPolicy.check(call);
        call.setAttribute(OWNER, owner(call));
        return true;
    }

    private static boolean isPermittedToAll(Object handler) {
        return handler instanceof HandlerMethod method && method.getBeanType().isAnnotationPresent(PermitAll.class);
    }

    private Owner owner(HttpServletRequest call) {
        return switch (authMode) {
            case AuthMode.Open() -> Owner.ANONYMOUS;
            case AuthMode.ApiKeyRequired(var keys) ->
                authenticate(call, keys.current()).map(Owner::of).orElseThrow(AuthInterceptor::unauthorized);
        };
    }

    /// A key that is said counts before a cookie that is merely sent along.
    private Optional<ApiKeys.Entry> authenticate(HttpServletRequest call, ApiKeys ring) {
        var said = Optional.ofNullable(call.getHeader("Authorization"));
        return said.isPresent()
                ? said.flatMap(AuthInterceptor::bearerToken).flatMap(ring::find)
                : cookie.verify(call, ring);
    }

    /// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    private static Optional<ApiKey> bearerToken(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(
                        new ApiKey(authorization.substring(SCHEME.length()).strip()))
                : Optional.empty();
    }

    static ProblemException unauthorized() {
        return new ProblemException(
                        ProblemCode.UNAUTHORIZED, "send the header Authorization: Bearer API_KEY with a valid key")
                .withHeader("WWW-Authenticate", "Bearer realm=\"Halftone\"");
    }

    /// Whose call this is, once it was let in.
    public static Owner owner(NativeWebRequest call) {
        return Optional.ofNullable((Owner) call.getAttribute(OWNER, RequestAttributes.SCOPE_REQUEST))
                .orElseThrow(() -> new IllegalStateException("a public endpoint has no owner"));
    }

    /// Whose requests a call is about. Its name is empty where the server is open to everybody.
    public record Owner(String name) {
        static final Owner ANONYMOUS = new Owner("");

        static Owner of(ApiKeys.Entry holder) {
            return new Owner(holder.id());
        }
    }

    /// Tells a call whose it is.
    public static final class OwnerArgumentResolver implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Owner.class;
        }

        @Override
        public Owner resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest call,
                @Nullable WebDataBinderFactory binder) {
            return AuthInterceptor.owner(call);
        }
    }

    /// Calls that everybody may make, key or none: they tell nothing of anybody's requests. Every other call
    /// wants a key where keys are wanted, so that forgetting this closes a door rather than opening one.
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface PermitAll {}
}
