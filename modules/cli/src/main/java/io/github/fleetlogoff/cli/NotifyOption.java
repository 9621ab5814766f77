package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.report.SummaryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Whom to tell that a run has ended. Never changes what became of the run: who cannot be told is
/// named in a note.
final class NotifyOption extends OptionSet {
    final Argument<List<String>> notify =
            option("--notify")
                    .takes("WHERE")
                    .help("tell https://…, env:NAME or a program the summary")
                    .texts();

    NotifyOption() {
        super(HelpGroup.JOURNAL);
    }

    /// Refuses what cannot be told, before a host is touched.
    void check(Surroundings surroundings) {
        notify.get().forEach(where -> listener(where, surroundings));
    }

    /// Tells everybody, one after the other.
    void tell(RunReport report, Surroundings surroundings) {
        if (notify.get().isEmpty()) {
            return;
        }
        byte[] summary = summary(report);
        for (String where : notify.get()) {
            listener(where, surroundings)
                    .tell(summary)
                    .ifPresent(why -> surroundings.note("--notify: " + why));
        }
    }

    private static byte[] summary(RunReport report) {
        StringWriter text = new StringWriter();
        try {
            new SummaryJson().write(report, text);
        } catch (IOException e) {
            throw new IllegalStateException("a text takes everything", e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Somebody who is told.
    interface Listener {
        /// Tells, within a time of its own.
        ///
        /// @return why it could not be told, without what may be secret
        Optional<String> tell(byte[] summary);
    }

    private static Listener listener(String where, Surroundings surroundings) {
        if (where.startsWith("env:")) {
            String name = where.substring("env:".length());
            return Webhook.of(
                    surroundings
                            .variable(name)
                            .orElseThrow(() ->
                                    SessionOptions.usage(
                                            "--notify " + where + ": the variable is not set")),
                    where);
        }
        return where.contains("://") ? Webhook.of(where, "") : NotifyProgram.of(where);
    }
}
