package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import java.io.IOException;

/// How the journal spells a sweep and its limits: whole, so that a run can be taken up again from
/// its journal alone.
final class SweepForm {

    private SweepForm() {}

    static void write(JsonGenerator json, Sweep sweep) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", sweep.action().word());
        json.writeFieldName("selector");
        write(json, sweep.selector());
        json.writeBooleanField("dryRun", sweep.dryRun());
        json.writeStringField("verifyTimeout", sweep.ending().verifyTimeout().toString());
        json.writeBooleanField("resetStuck", sweep.ending().resetStuck());
        json.writeBooleanField("detail", sweep.detail());
        json.writeBooleanField("anyComputerName", sweep.anyComputerName());
        json.writeEndObject();
    }

    static Sweep read(Fields fields) throws EventFormatException {
        return new Sweep(
                fields.word("action", Action.class),
                fields.object("selector", SweepForm::readSelector),
                fields.flag("dryRun"),
                new Sweep.Ending(fields.duration("verifyTimeout"), fields.flag("resetStuck")),
                fields.flag("detail"),
                fields.flag("anyComputerName"));
    }

    static void write(JsonGenerator json, Limits limits) throws IOException {
        json.writeStartObject();
        json.writeNumberField("concurrency", limits.concurrency());
        Forms.number(json, "siteConcurrency", limits.siteConcurrency());
        json.writeStringField("connectTimeout", limits.connectTimeout().toString());
        json.writeStringField("hostTimeout", limits.hostTimeout().toString());
        json.writeNumberField("retries", limits.retries());
        json.writeNumberField("maxAuthRefusals", limits.maxAuthRefusals());
        json.writeEndObject();
    }

    static Limits readLimits(Fields fields) throws EventFormatException {
        return new Limits(
                fields.number("concurrency"),
                fields.optionalNumber("siteConcurrency"),
                fields.duration("connectTimeout"),
                fields.duration("hostTimeout"),
                fields.number("retries"),
                fields.number("maxAuthRefusals"));
    }

    private static void write(JsonGenerator json, Selector selector) throws IOException {
        json.writeStartObject();
        Forms.texts(json, "users", selector.users());
        Forms.texts(json, "userGlobs", selector.userGlobs());
        Forms.texts(json, "excludedUsers", selector.excluded().users());
        Forms.texts(json, "excludedGlobs", selector.excluded().globs());
        json.writeArrayFieldStart("sessionIds");
        for (int id : selector.sessionIds()) {
            json.writeNumber(id);
        }
        json.writeEndArray();
        Forms.texts(json, "sessionNames", selector.sessionNames());
        json.writeStringField("state", selector.state().word());
        Forms.text(json, "idleOver", selector.idleOver());
        json.writeBooleanField("includeConsole", selector.includeConsole());
        json.writeEndObject();
    }

    private static Selector readSelector(Fields fields) throws EventFormatException {
        return new Selector(
                fields.texts("users"),
                fields.texts("userGlobs"),
                new Selector.Excluded(fields.texts("excludedUsers"), fields.texts("excludedGlobs")),
                fields.numbers("sessionIds"),
                fields.texts("sessionNames"),
                fields.word("state", StateFilter.class),
                fields.optionalDuration("idleOver"),
                fields.flag("includeConsole"));
    }
}
