package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.app.config.AddressOptions;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.request.SourceUrl;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-url",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        description =
                "Prints for each URL whether it would be fetched: allowed, blocked_address or invalid_url, and why."
                        + " Resolves names, but makes no connection.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every URL is allowed", "1:a URL is blocked or invalid", "64:wrong usage"})
final class CheckUrlCommand implements Callable<Integer> {
    private final CliEnvironment cliEnvironment;

    @Parameters(
            paramLabel = "URL",
            arity = "1..*",
            description = "A URL; - reads URLs from standard input, one per line.")
    private List<String> urls = List.of();

    @ArgGroup(validate = false, heading = "%nAllowed addresses:%n")
    private AddressOptions addresses = new AddressOptions();

    CheckUrlCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() {
        var guard = new AddressGuard(addresses.policy(), NameResolver.system());
        var style = Style.ofStdout(cliEnvironment);
        var isAnyRefused = new AtomicBoolean();
        urls.stream()
                .flatMap(url -> url.equals("-") ? linesOfStandardInput() : Stream.of(url))
                .map(SourceUrl::new)
                .forEach(url -> {
                    var verdict = guard.resolve(url);
                    cliEnvironment.out().println(line(url, verdict, style));
                    if (!(verdict instanceof AddressGuard.Verdict.Allowed)) isAnyRefused.set(true);
                });
        return isAnyRefused.get() ? Cli.ExitCode.FAILED : Cli.ExitCode.SUCCEEDED;
    }

    private Stream<String> linesOfStandardInput() {
        return new BufferedReader(new InputStreamReader(cliEnvironment.in(), UTF_8))
                .lines()
                .filter(line -> !line.isBlank());
    }

    private static String line(SourceUrl url, AddressGuard.Verdict verdict, Style style) {
        var word = switch (verdict) {
            case AddressGuard.Verdict.Allowed _ -> style.good("allowed");
            case AddressGuard.Verdict.Blocked _ -> style.error("blocked_address");
            case AddressGuard.Verdict.Invalid _ -> style.error("invalid_url");
        };
        return word + ControlCharacters.escape(" " + url.text() + " (" + verdict.why() + ")");
    }
}
