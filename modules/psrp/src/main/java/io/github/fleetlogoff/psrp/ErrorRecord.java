package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.psrp.clixml.Part;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.util.List;
import java.util.Optional;

/// An error of PowerShell ([MS-PSRP] 2.2.3.4), of which the parts that say what is wrong are kept.
///
/// @param message for a person, in the host's language
/// @param exception the .NET type of its exception, empty where it is not known
/// @param errorId by which a program may know it (FullyQualifiedErrorId), empty where there is none
/// @param category the number of its category (ErrorCategory), 0 = none
/// @param categoryMessage its category in a person's words
public record ErrorRecord(
        String message, String exception, String errorId, int category, String categoryMessage) {
    private static final List<String> TYPES =
            List.of("System.Management.Automation.ErrorRecord", "System.Object");

    public ErrorRecord {
        requireNonNull(message, "message is null");
        requireNonNull(exception, "exception is null");
        requireNonNull(errorId, "errorId is null");
        requireNonNull(categoryMessage, "categoryMessage is null");
    }

    /// Reads one; whatever is missing is empty.
    public static ErrorRecord of(Value value) {
        if (!(value instanceof Value.Composite record)) {
            return new ErrorRecord(
                    value instanceof Value.Text(String text) ? text : "", "", "", 0, "");
        }
        Optional<Value.Composite> exception =
                record.property("Exception")
                        .filter(Value.Composite.class::isInstance)
                        .map(Value.Composite.class::cast);
        String message =
                record.label()
                        .filter(text -> !text.isEmpty())
                        .or(() ->
                                text(record, "ErrorDetails_Message")
                                        .filter(text -> !text.isEmpty()))
                        .or(() -> exception.flatMap(inner -> text(inner, "Message")))
                        .or(() -> exception.flatMap(Value.Composite::label))
                        .orElse("");
        return new ErrorRecord(
                message,
                exception.map(ErrorRecord::type).orElse(""),
                text(record, "FullyQualifiedErrorId").orElse(""),
                record.property("ErrorCategory_Category").flatMap(Value::number).orElse(0),
                text(record, "ErrorCategory_Message").orElse(""));
    }

    private static Optional<String> text(Value.Composite composite, String name) {
        return composite
                .property(name)
                .map(value -> value instanceof Value.Text(String text) ? text : "");
    }

    private static String type(Value.Composite composite) {
        for (Part part : composite.parts()) {
            if (part instanceof Part.TypeNames types && !types.names().isEmpty()) {
                return types.names().getFirst();
            }
        }
        return "";
    }

    /// As an object, with the properties that a client looks for.
    public Value value() {
        Value.Composite thrown =
                Value.Composite.of(
                        new Part.TypeNames(
                                null, List.of(exception, "System.Exception", "System.Object")),
                        new Part.Label(exception + ": " + message),
                        new Part.Properties(
                                Part.Properties.Origin.ADAPTED,
                                List.of(
                                        property("Message", message),
                                        new Value.Property("InnerException", Value.NIL),
                                        new Value.Property("StackTrace", Value.NIL))));
        return Value.Composite.of(
                new Part.TypeNames(null, TYPES),
                new Part.Label(message),
                new Part.Properties(
                        Part.Properties.Origin.EXTENDED,
                        List.of(
                                new Value.Property("Exception", thrown),
                                new Value.Property("TargetObject", Value.NIL),
                                property("FullyQualifiedErrorId", errorId),
                                new Value.Property("InvocationInfo", Value.NIL),
                                new Value.Property(
                                        "ErrorCategory_Category", new Value.Int32(category)),
                                property("ErrorCategory_Activity", ""),
                                property("ErrorCategory_Reason", simpleName()),
                                property("ErrorCategory_TargetName", ""),
                                property("ErrorCategory_TargetType", ""),
                                property("ErrorCategory_Message", categoryMessage),
                                new Value.Property(
                                        "SerializeExtendedInfo", new Value.Bool(false)))));
    }

    private String simpleName() {
        return exception.substring(exception.lastIndexOf('.') + 1);
    }

    private static Value.Property property(String name, String text) {
        return new Value.Property(name, new Value.Text(text));
    }
}
