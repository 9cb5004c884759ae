package dev.halftone.app.server;

import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionCookie;
import dev.halftone.app.web.AuthInterceptor;
import dev.halftone.app.web.OriginPolicy;
import dev.halftone.app.web.SessionController;
import dev.halftone.engine.Engine;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who is let in.
@Configuration(proxyBeanMethods = false)
final class SecurityConfig {

    @Bean
    SessionCookie sessionCookie() {
        return new SessionCookie(InstantSource.system());
    }

    /// Without keys, and reached from this machine only, all that keeps a stranger's page out is the server's
    /// name.
    @Bean
    OriginPolicy originPolicy(ServerSettings settings, Engine engine) {
        var originPolicy = OriginPolicy.of(engine.publicUrl().base());
        return switch (settings.authMode()) {
            case AuthMode.Open()
            when settings.bind().isLoopbackAddress() -> originPolicy.withAllowedHosts(loopbackHosts(settings.bind()));
            case AuthMode.Open(), AuthMode.ApiKeyRequired _ -> originPolicy;
        };
    }

    private static Set<String> loopbackHosts(InetAddress bind) {
        var address = bind.getHostAddress();
        return Set.copyOf(
                List.of("localhost", "127.0.0.1", "[::1]", address.contains(":") ? "[" + address + "]" : address));
    }

    @Bean
    AuthInterceptor authInterceptor(ServerSettings settings, OriginPolicy originPolicy, SessionCookie cookie) {
        return new AuthInterceptor(settings.authMode(), originPolicy, cookie);
    }

    @Bean
    SessionController sessionController(ServerSettings settings, OriginPolicy originPolicy, SessionCookie cookie) {
        return new SessionController(settings.authMode(), originPolicy, cookie);
    }
}
