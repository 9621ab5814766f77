package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.RunProcess;
import java.io.IOException;
import java.util.Map;

/// How the journal spells where a run comes from.
final class OriginForm {

    private OriginForm() {}

    static void write(JsonGenerator json, RunOrigin origin) throws IOException {
        json.writeStartObject();
        json.writeFieldName("process");
        write(json, origin.process());
        Forms.texts(json, "inventories", origin.inventories());
        Forms.texts(json, "locks", origin.locks());
        json.writeBooleanField("allowUnencrypted", origin.access().allowUnencrypted());
        json.writeObjectFieldStart("accounts");
        for (Map.Entry<String, String> account : origin.access().accounts().entrySet()) {
            json.writeStringField(account.getKey(), account.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("simulated", origin.simulated());
        Forms.text(json, "playbook", origin.source().playbook());
        Forms.text(json, "plan", origin.source().plan());
        json.writeEndObject();
    }

    static RunOrigin read(Fields fields) throws EventFormatException {
        return new RunOrigin(
                fields.object("process", OriginForm::readProcess),
                fields.texts("inventories"),
                fields.texts("locks"),
                new RunOrigin.Access(
                        fields.flag("allowUnencrypted"), fields.textsByName("accounts")),
                fields.flag("simulated"),
                new RunOrigin.Source(fields.optionalText("playbook"), fields.optionalText("plan")));
    }

    static void write(JsonGenerator json, RunProcess process) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", process.pid());
        Forms.presentText(json, "startedAt", process.startedAt());
        json.writeStringField("computer", process.computer());
        json.writeEndObject();
    }

    static RunProcess readProcess(Fields fields) throws EventFormatException {
        return new RunProcess(
                fields.longNumber("pid"),
                fields.optionalInstant("startedAt"),
                fields.text("computer"));
    }
}
