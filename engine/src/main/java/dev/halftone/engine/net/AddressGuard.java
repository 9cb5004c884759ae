package dev.halftone.engine.net;

import dev.halftone.engine.net.AddressGuard.Verdict.Allowed;
import dev.halftone.engine.net.AddressGuard.Verdict.Blocked;
import dev.halftone.engine.net.AddressGuard.Verdict.Invalid;
import dev.halftone.engine.request.SourceUrl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/// Keeps strangers from sending us to places of their choice (server-side request forgery): says whether a URL may
/// be fetched, and watches at the socket that nothing else ever is.
///
/// 1. [#judge] goes by the spelling alone and asks nobody.
/// 2. [#resolve] asks for the name's addresses, too, for an operator who wants to know.
/// 3. [#guarded] gives an HTTP client the checks that count: whatever a URL, a redirect or a changed DNS answer leads
///    to, the address really dialled is looked at when it is dialled.
public final class AddressGuard {
    private static final String NOT_PUBLIC = "the URL's host is not at a public address";

    private final AddressPolicy policy;
    private final NameResolver resolver;

    public AddressGuard(AddressPolicy policy, NameResolver resolver) {
        this.policy = policy;
        this.resolver = resolver;
    }

    /// Says what the spelling of a URL gives away, at once: nothing is looked up and nothing dialled. What is
    /// allowed here may still be refused when it is fetched.
    public Verdict judge(SourceUrl url) {
        var problem = url.problem();
        if (problem.isPresent()) return new Invalid(problem.get());
        return objection(url).<Verdict>map(Blocked::new).orElseGet(() -> new Allowed("nothing forbids the URL"));
    }

    /// As [#judge], and a name's addresses are looked at, too. Nothing is dialled.
    public Verdict resolve(SourceUrl url) {
        return switch (judge(url)) {
            case Allowed allowed ->
                HostKind.of(url) instanceof HostKind.Address
                        ? allowed
                        : resolve(url.toHttpUrl().host());
            case Blocked blocked -> blocked;
            case Invalid invalid -> invalid;
        };
    }

    /// Puts the guard into an HTTP client: connections are made by us, to allowed addresses only, through no
    /// proxy; no answer is acted upon behind the caller's back ([NoAutomaticFollowUps]), redirects included;
    /// and none costs more than it is worth ([ResponseLimits]).
    public OkHttpClient.Builder guarded(OkHttpClient.Builder client) {
        return ResponseLimits.in(NoAutomaticFollowUps.in(client))
                .socketFactory(new GuardedSocketFactory(this))
                .dns(this::allowedAddresses)
                .proxy(Proxy.NO_PROXY);
    }

    /// Why the guard broke a call off, if it was the guard: a client wraps its refusal in exceptions of its
    /// own.
    public static Optional<String> refusal(Throwable failure) {
        return BlockedAddressException.in(failure).map(Throwable::getMessage);
    }

    private Optional<String> objection(SourceUrl url) {
        if (url.hasUserInfo()) return Optional.of("the URL has a user name or password in it");
        if (policy.scope() == AddressPolicy.Scope.ANYWHERE) return Optional.empty();
        return objection(url.toHttpUrl().port()).or(() -> objection(HostKind.of(url)));
    }

    private Optional<String> objection(int port) {
        return policy.allows(port)
                ? Optional.empty()
                : Optional.of("the URL has port " + port + ", which is not allowed");
    }

    private Optional<String> objection(HostKind host) {
        return switch (host) {
            case HostKind.Address(var address) -> objection(address);
            case HostKind.Ambiguous() -> Optional.of("the URL's host is a number, but no plainly written IPv4 address");
            case HostKind.InternalName() -> objectionToInternalNames();
            case HostKind.Name() -> Optional.empty();
        };
    }

    private Optional<String> objection(InetAddress address) {
        return policy.allows(address) ? Optional.empty() : Optional.of(NOT_PUBLIC);
    }

    /// With internal networks allowed, internal names may lead there: then their addresses decide.
    private Optional<String> objectionToInternalNames() {
        return policy.allowedNetworks().isEmpty()
                ? Optional.of("the URL's host is a name of an internal network")
                : Optional.empty();
    }

    private Verdict resolve(String host) {
        try {
            var addresses = resolver.resolve(host);
            return addresses.stream().anyMatch(policy::allows)
                    ? new Allowed("the URL's host is at " + spelled(addresses))
                    : new Blocked("the URL's host is not at a public address but at " + spelled(addresses));
        } catch (UnknownHostException e) {
            return new Allowed("nothing forbids the URL, but its host cannot be found just now");
        }
    }

    private static String spelled(List<InetAddress> addresses) {
        return String.join(
                ", ", addresses.stream().map(InetAddress::getHostAddress).toList());
    }

    /// Of a name's addresses those that may be dialled, so that one bad answer among good ones is no obstacle.
    private List<InetAddress> allowedAddresses(String host) throws UnknownHostException {
        var allowed = resolver.resolve(host).stream().filter(policy::allows).toList();
        if (allowed.isEmpty()) throw BlockedAddressException.asUnknownHost(NOT_PUBLIC);
        return allowed;
    }

    /// The check that counts.
    void check(InetSocketAddress target) throws BlockedAddressException {
        var objection = objection(target.getPort()).or(() -> objection(target.getAddress()));
        if (objection.isPresent()) throw new BlockedAddressException(objection.get());
    }

    /// What the guard says of a URL, and why, in one short sentence.
    public sealed interface Verdict {
        String why();

        /// Nothing speaks against fetching it.
        record Allowed(String why) implements Verdict {}

        /// A good URL that the policy does not let us fetch.
        record Blocked(String why) implements Verdict {}

        /// No URL that anybody could fetch.
        record Invalid(String why) implements Verdict {}
    }
}
