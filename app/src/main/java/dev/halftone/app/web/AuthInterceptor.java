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

/// Authenticates requests and records their owner. It runs after routing, not before, so that no spelling of a path
/// bypasses it.
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
    public boolean preHandle(HttpServletRequest httpRequest, HttpServletResponse httpResponse, Object handler) {
        if (isPermittedToAll(handler) || httpRequest.getMethod().equals("OPTIONS")) return true;
        originPolicy.check(httpRequest);
        httpRequest.setAttribute(OWNER, owner(httpRequest));
        return true;
    }

    static boolean isPermittedToAll(Object handler) {
        return handler instanceof HandlerMethod method && method.getBeanType().isAnnotationPresent(PermitAll.class);
    }

    private Owner owner(HttpServletRequest httpRequest) {
        return switch (authMode) {
            case AuthMode.Open() -> Owner.ANONYMOUS;
            case AuthMode.ApiKeyRequired(var keys) ->
                authenticate(httpRequest, keys.current()).map(Owner::of).orElseThrow(AuthInterceptor::unauthorized);
        };
    }

    /// An explicit key takes precedence over a cookie, which browsers send automatically.
    private Optional<ApiKeys.Entry> authenticate(HttpServletRequest httpRequest, ApiKeys ring) {
        return httpRequest.getHeader("Authorization") == null
                ? cookie.verify(httpRequest, ring)
                : bearerToken(httpRequest).flatMap(ring::find);
    }

    /// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    static Optional<ApiKey> bearerToken(HttpServletRequest httpRequest) {
        return Optional.ofNullable(httpRequest.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> new ApiKey(header.substring(SCHEME.length()).strip()));
    }

    static ProblemException unauthorized() {
        return new ProblemException(
                        ProblemCode.UNAUTHORIZED, "send the header Authorization: Bearer API_KEY with a valid key")
                .withHeader("WWW-Authenticate", "Bearer realm=\"Halftone\"");
    }

    /// The owner of an authenticated request.
    public static Owner owner(NativeWebRequest httpRequest) {
        return Optional.ofNullable((Owner) httpRequest.getAttribute(OWNER, RequestAttributes.SCOPE_REQUEST))
                .orElseThrow(() -> new IllegalStateException("a public endpoint has no owner"));
    }

    /// The owner of requests. The name is empty if the server is open to everyone.
    public record Owner(String name) {
        static final Owner ANONYMOUS = new Owner("");

        static Owner of(ApiKeys.Entry holder) {
            return new Owner(holder.id());
        }
    }

    /// Passes the owner to controller methods.
    public static final class OwnerArgumentResolver implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Owner.class;
        }

        @Override
        public Owner resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest httpRequest,
                @Nullable WebDataBinderFactory binder) {
            return AuthInterceptor.owner(httpRequest);
        }
    }

    /// Marks controllers that need no key, because they reveal nothing about any request. All others require
    /// one if the server does, so forgetting this annotation denies access instead of granting it.
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface PermitAll {}
}
