package dev.halftone.app.cli;

import dev.halftone.app.cli.client.HalftoneClient;
import dev.halftone.app.cli.client.RefusedException;
import dev.halftone.app.cli.client.RemoteRequest;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        description = "Lists, shows, cancels and deletes the requests of a server.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the server cannot be reached, or refuses", "64:wrong usage"})
final class RequestsCommand {
    private final CliEnvironment cliEnvironment;

    RequestsCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists requests, newest first.")
    int list(@Mixin ServerOptions server, @Mixin Filter filter, @Mixin JsonOption json)
            throws IOException, InterruptedException {
        filter.check();
        try (var client = server.open(cliEnvironment)) {
            var page = client.list(filter.parameters(), filter.limit);
            if (json.isJson) cliEnvironment.out().println(ReportJson.mapper().writeValueAsString(page));
            else {
                var requests = page.path("items").valueStream().map(RemoteRequest::new);
                RequestText.table(requests.toList(), Style.ofStdout(cliEnvironment))
                        .forEach(cliEnvironment.out()::println);
            }
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows the status of a request, and why images failed.")
    int show(
            @Mixin ServerOptions server,
            @Mixin JsonOption json,
            @Parameters(
                            paramLabel = "ID",
                            description = "The request.",
                            converter = ServerOptions.RequestIdConverter.class)
                    RequestId id)
            throws IOException, InterruptedException {
        try (var client = server.open(cliEnvironment)) {
            var request = client.status(id);
            if (json.isJson) {
                cliEnvironment.out().println(ReportJson.mapper().writeValueAsString(request.json()));
                return Cli.ExitCode.SUCCEEDED;
            }
            RequestText.lines(request).forEach(cliEnvironment.out()::println);
            if (request.counts().failed() > 0) {
                cliEnvironment.out().println("failures:");
                var style = Style.ofStdout(cliEnvironment);
                for (var failures : client.failures(id))
                    cliEnvironment.out().println(FailureSentence.line(style, failures.code(), failures.images()));
            }
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Cancels requests: images that have not started fail, the others keep their results.")
    int cancel(@Mixin ServerOptions server, @Mixin Ids ids) throws IOException, InterruptedException {
        return forEach(
                server,
                ids,
                (client, id) -> "cancelled " + id + ": "
                        + client.cancel(id).find("message").orElse(""));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Deletes requests, running ones too, with their rows and images. The output URLs are then gone.")
    int delete(@Mixin ServerOptions server, @Mixin Ids ids) throws IOException, InterruptedException {
        return forEach(server, ids, (client, id) -> {
            client.delete(id);
            return "deleted " + id;
        });
    }

    /// Changes a request, and says so.
    @FunctionalInterface
    private interface Change {
        String apply(HalftoneClient client, RequestId id) throws IOException, InterruptedException;
    }

    /// Where the server refuses one, the others follow all the same.
    private int forEach(ServerOptions server, Ids ids, Change change) throws IOException, InterruptedException {
        var exitCode = Cli.ExitCode.SUCCEEDED;
        try (var client = server.open(cliEnvironment)) {
            for (var id : ids.values) {
                try {
                    cliEnvironment.out().println(ControlCharacters.escape(change.apply(client, id)));
                } catch (RefusedException e) {
                    if (e.problem().code().equals("unauthorized")) throw e;
                    cliEnvironment.err().println(ControlCharacters.escape("halftone: " + id + ": " + e.getMessage()));
                    exitCode = Cli.ExitCode.FAILED;
                }
            }
        }
        return exitCode;
    }

    /// The requests of a command.
    static final class Ids {
        @Parameters(
                paramLabel = "ID",
                arity = "1..*",
                description = "The requests.",
                converter = ServerOptions.RequestIdConverter.class)
        private List<RequestId> values = List.of();
    }

    /// How the result is printed.
    static final class JsonOption {
        @Option(names = "--json", description = "Print the result as JSON, as the API returns it.")
        private boolean isJson;
    }

    /// Which requests are listed.
    static final class Filter {
        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description =
                        "Only requests that are queued, processing, completed or cancelled; a comma-separated list.")
        private Optional<String> status = Optional.empty();

        @Option(
                names = "--search",
                paramLabel = "TEXT",
                description = "Only requests with this text in their reference or file name.")
        private Optional<String> search = Optional.empty();

        @Option(names = "--reference", paramLabel = "TEXT", description = "Only requests with this reference.")
        private Optional<String> reference = Optional.empty();

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "Maximum requests listed (default: ${DEFAULT-VALUE}).")
        private int limit;

        private void check() {
            if (limit < 1) throw new InvalidSettingException("limit must be at least 1, not " + limit);
        }

        private Map<String, String> parameters() {
            var parameters = new LinkedHashMap<String, String>();
            status.ifPresent(text -> parameters.put("status", text));
            search.ifPresent(text -> parameters.put("search", text));
            reference.ifPresent(text -> parameters.put("reference", text));
            return parameters;
        }
    }
}
