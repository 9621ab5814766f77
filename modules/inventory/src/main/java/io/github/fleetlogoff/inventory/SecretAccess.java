package io.github.fleetlogoff.inventory;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What passwords are fetched with.
///
/// @param environment the variables of the process
/// @param prompt who is asked, absent where there is no terminal
/// @param programLimit how long a program may take to print a password
public record SecretAccess(
        Map<String, String> environment, @Nullable Prompt prompt, Duration programLimit) {

    public SecretAccess {
        environment = Map.copyOf(environment);
        requireNonNull(programLimit, "programLimit is null");
        if (programLimit.isNegative() || programLimit.isZero()) {
            throw new IllegalArgumentException("programLimit is not positive: " + programLimit);
        }
    }

    /// With the usual limit of 30 seconds for a program.
    public static SecretAccess of(Map<String, String> environment, @Nullable Prompt prompt) {
        return new SecretAccess(environment, prompt, Duration.ofSeconds(30));
    }
}
