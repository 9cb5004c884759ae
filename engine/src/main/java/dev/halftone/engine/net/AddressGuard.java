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
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/// Prevents server-side request forgery: decides whether a URL may be fetched, and enforces it at the socket.
///
/// 1. [#judge] looks at the spelling of a URL only, without any lookup.
/// 2. [#resolve] also looks up the addresses, for an operator who wants to know.
/// 3. [#guarded] adds the decisive checks to an HTTP client: every address is checked when a socket connects to it,
///    also after a redirect or a changed DNS record.
public final class AddressGuard {
    private final AddressPolicy policy;
    private final NameResolver resolver;

    public AddressGuard(AddressPolicy policy, NameResolver resolver) {
        this.policy = policy;
        this.resolver = resolver;
    }

    /// Judges a URL by its spelling. Does not block: there is no lookup and no connection. A URL allowed
    /// here may still be blocked when it is fetched.
    public Verdict judge(SourceUrl url) {
        var problem = url.problem();
        if (problem.isPresent()) return new Invalid(problem.get());
        return Objection.verdict(objections(url)).orElseGet(() -> new Allowed("nothing forbids the URL"));
    }

    /// As [#judge], but also looks up the addresses of the host name. Makes no connection.
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

    /// Adds the guard to an HTTP client. It connects only to allowed addresses and uses no proxy. It
    /// neither follows redirects nor retries automatically ([NoAutomaticFollowUps]). It limits the cost of
    /// a response ([ResponseLimits]), and takes no response that was not asked for ([UnsolicitedData]).
    public OkHttpClient.Builder guarded(OkHttpClient.Builder client) {
        var limited = ResponseLimits.in(NoAutomaticFollowUps.in(UnsolicitedData.rejectedBy(client)));
        return CertificateDiagnosis.in(LocationBytes.in(limited))
                .socketFactory(new GuardedSocketFactory(this))
                .dns(this::allowedAddresses)
                .proxy(Proxy.NO_PROXY);
    }

    /// Returns why the guard blocked a request, if a failure is due to the guard. The HTTP client wraps the
    /// guard's exception in its own.
    public static Optional<String> refusal(Throwable failure) {
        return BlockedAddressException.in(failure).map(Throwable::getMessage);
    }

    private List<Objection> objections(SourceUrl url) {
        if (url.hasUserInfo()) return List.of(Objection.TO_USER_INFO);
        if (policy.scope() == AddressPolicy.Scope.ANYWHERE) return List.of();
        return Stream.concat(objection(url.toHttpUrl().port()).stream(), objection(HostKind.of(url)).stream())
                .toList();
    }

    private Optional<Objection> objection(int port) {
        return policy.allows(port) ? Optional.empty() : Optional.of(Objection.to(port, policy.allowedPorts()));
    }

    private Optional<Objection> objection(HostKind host) {
        return switch (host) {
            case HostKind.Address(var address) -> objection(address);
            case HostKind.Ambiguous() -> Optional.of(Objection.TO_NUMBER);
            case HostKind.InternalName() -> objectionToInternalNames();
            case HostKind.Name() -> Optional.empty();
        };
    }

    private Optional<Objection> objection(InetAddress address) {
        return policy.allows(address) ? Optional.empty() : Optional.of(Objection.to(List.of(address)));
    }

    /// If internal networks are allowed, an internal name may lead there. Then its addresses decide.
    private Optional<Objection> objectionToInternalNames() {
        return policy.allowedNetworks().isEmpty() ? Optional.of(Objection.TO_INTERNAL_NAME) : Optional.empty();
    }

    private Verdict resolve(String host) {
        try {
            var addresses = resolver.resolve(host);
            return addresses.stream().anyMatch(policy::allows)
                    ? new Allowed("the URL's host is at " + Objection.spelled(addresses))
                    : new Blocked(
                            Objection.toNameAt(addresses).why(),
                            Objection.to(addresses).withoutAddress());
        } catch (UnknownHostException e) {
            return new Allowed("nothing forbids the URL, but its host cannot be found just now");
        }
    }

    /// The allowed addresses of a name. One forbidden address among allowed ones does not block the host.
    private List<InetAddress> allowedAddresses(String host) throws UnknownHostException {
        var addresses = resolver.resolve(host);
        var allowed = addresses.stream().filter(policy::allows).toList();
        if (allowed.isEmpty())
            throw BlockedAddressException.asUnknownHost(Objection.to(addresses).withoutAddress());
        return allowed;
    }

    /// Checks an address at the moment of connecting.
    void check(InetSocketAddress target) throws BlockedAddressException {
        var objection = objection(target.getPort()).or(() -> objection(target.getAddress()));
        if (objection.isPresent())
            throw new BlockedAddressException(objection.get().withoutAddress());
    }

    /// The guard's decision about a URL, with the reason in one short sentence.
    public sealed interface Verdict {
        String why();

        /// The URL may be fetched.
        record Allowed(String why) implements Verdict {}

        /// A valid URL that the policy forbids. If a flag would allow it, the reason names the flag.
        ///
        /// @param whyWithoutAddress the same without the address, for those who may not know it: a client that
        /// did not write it, but the server that redirects there
        record Blocked(String why, String whyWithoutAddress) implements Verdict {}

        /// Not a URL that can be fetched.
        record Invalid(String why) implements Verdict {}
    }
}
