package dev.halftone.app.cli;

import dev.halftone.app.config.ByteSize;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.RequestService.FailedPlace;
import java.io.PrintStream;

/// Prints the results on standard output, progress and failures on standard error.
///
/// @param isQuiet whether to print failures only
/// @param maxListed how many failed images are listed
record RunText(CliEnvironment cliEnvironment, boolean isQuiet, int maxListed) implements RunPrinter {

    @Override
    public ProgressDisplay progress(FolderJob job) {
        return isQuiet
                ? new ProgressDisplay.Hidden()
                : ProgressDisplay.on(cliEnvironment.err(), cliEnvironment.terminal());
    }

    @Override
    public void end(FolderJob job, Ended ended) {
        if (ended.counts().failed() > 0) printFailures(job, ended);
        if (!isQuiet) printResults(job, ended);
    }

    private void printFailures(FolderJob job, Ended ended) {
        var err = cliEnvironment.err();
        var style = Style.ofStderr(cliEnvironment);
        err.println(new Counted(ended.counts().failed(), "image") + " failed:");
        for (var group : job.requests().failures(ended.request()))
            err.println(FailureSentence.line(style, group.code().text(), group.images()));
        job.requests()
                .failedPlaces(ended.request())
                .limit(maxListed)
                .map(RunText::line)
                .forEach(line -> err.println(ControlCharacters.escape(line)));
        var unlisted = ended.counts().failed() - maxListed;
        if (unlisted > 0) err.println(new Counted(unlisted, "more failed image"));
        err.println(
                ControlCharacters.escape("all failed images: " + job.folder().failures()));
    }

    private static String line(FailedPlace failed) {
        var failure = failed.failure();
        return "%s: %s: %s: %s"
                .formatted(
                        failed.product().serialNumber(),
                        failed.place().image().url(),
                        failure.code(),
                        failure.message());
    }

    private void printResults(FolderJob job, Ended ended) {
        var out = cliEnvironment.out();
        var counts = ended.counts();
        out.println(new Counted(counts.succeeded(), "image") + " succeeded, " + counts.failed() + " failed");
        if (counts.reused() > 0) out.println(counts.reused() + " of them unchanged since an earlier run");
        out.println(new ByteSize(counts.bytesIn()) + " became " + new ByteSize(counts.bytesOut()));
        if (ended.removed() > 0)
            out.println(new Counted(ended.removed(), "old image") + " removed (--keep-old keeps them)");
        printPath(out, "CSV:    ", job.folder().csv());
        printPath(out, "images: ", job.folder().images());
    }

    private static void printPath(PrintStream out, String name, Object path) {
        out.println(ControlCharacters.escape(name + path));
    }
}
