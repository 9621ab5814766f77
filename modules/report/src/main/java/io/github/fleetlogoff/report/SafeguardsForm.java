package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.BlackoutWindow;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How files spell what a sweep is careful about: whole, each part as the command line has it.
final class SafeguardsForm {

    private SafeguardsForm() {}

    static void write(JsonGenerator json, Safeguards safeguards) throws IOException {
        json.writeStartObject();
        json.writeFieldName("warning");
        write(json, safeguards.warning());
        json.writeStringField("waves", safeguards.waves().text());
        Guards guards = safeguards.guards();
        Forms.text(json, "maxLogoffs", text(guards.maxLogoffs(), Ceiling::text));
        Forms.text(json, "maxFailures", text(guards.maxFailures(), Ceiling::text));
        Forms.text(json, "maxChange", text(guards.maxChange(), ChangeFactor::text));
        Forms.text(json, "rate", text(guards.rate(), Rate::text));
        List<String> windows =
                safeguards.blackout().windows().stream().map(BlackoutWindow::text).toList();
        Forms.texts(json, "blackout", windows);
        json.writeEndObject();
    }

    /// @throws IllegalArgumentException for a text that has no meaning
    static Safeguards read(Fields fields) throws EventFormatException {
        return new Safeguards(
                fields.isThere("warning")
                        ? fields.object("warning", SafeguardsForm::warning)
                        : null,
                WaveSizes.parse(fields.text("waves")),
                new Guards(
                        value(fields.optionalText("maxLogoffs"), Ceiling::parse),
                        value(fields.optionalText("maxFailures"), Ceiling::parse),
                        value(fields.optionalText("maxChange"), ChangeFactor::parse),
                        value(fields.optionalText("rate"), Rate::parse)),
                new Blackout(
                        fields.texts("blackout").stream()
                                .map(window -> BlackoutWindow.parse(window, null))
                                .toList()));
    }

    private static void write(JsonGenerator json, @Nullable Warning warning) throws IOException {
        if (warning == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("text", warning.text());
        json.writeStringField("grace", warning.grace().toString());
        Forms.text(json, "again", warning.again());
        json.writeStringField("zone", warning.zone().getId());
        json.writeEndObject();
    }

    private static Warning warning(Fields fields) throws EventFormatException {
        return new Warning(
                fields.text("text"),
                fields.duration("grace"),
                fields.optionalDuration("again"),
                fields.parsed("zone", ZoneId::of));
    }

    private static <T> @Nullable String text(@Nullable T value, Function<T, String> text) {
        return value == null ? null : text.apply(value);
    }

    private static <T> @Nullable T value(@Nullable String text, Function<String, T> parser) {
        return text == null ? null : parser.apply(text);
    }
}
