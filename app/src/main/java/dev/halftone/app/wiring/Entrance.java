package dev.halftone.app.wiring;

import dev.halftone.app.access.Doorkeeper;
import dev.halftone.app.access.Neighbours;
import dev.halftone.app.access.SessionCalls;
import dev.halftone.app.access.SessionCookie;
import dev.halftone.app.key.Admission;
import dev.halftone.engine.Engine;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who is let in.
@Configuration(proxyBeanMethods = false)
final class Entrance {

    @Bean
    SessionCookie sessionCookie() {
        return new SessionCookie(InstantSource.system());
    }

    /// Without keys, and reached from this machine only, all that keeps a stranger's page out is the server's
    /// name.
    @Bean
    Neighbours neighbours(ServeSettings settings, Engine engine) {
        var neighbours = Neighbours.of(engine.publicUrl().base());
        return switch (settings.admission()) {
            case Admission.Open()
            when settings.bind().isLoopbackAddress() -> neighbours.answeringTo(ownNames(settings.bind()));
            case Admission.Open(), Admission.Keyed _ -> neighbours;
        };
    }

    private static Set<String> ownNames(InetAddress bind) {
        var address = bind.getHostAddress();
        return Set.copyOf(
                List.of("localhost", "127.0.0.1", "[::1]", address.contains(":") ? "[" + address + "]" : address));
    }

    @Bean
    Doorkeeper doorkeeper(ServeSettings settings, Neighbours neighbours, SessionCookie cookie) {
        return new Doorkeeper(settings.admission(), neighbours, cookie);
    }

    @Bean
    SessionCalls sessionCalls(ServeSettings settings, Neighbours neighbours, SessionCookie cookie) {
        return new SessionCalls(settings.admission(), neighbours, cookie);
    }
}
