package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs the program that prints a password. Nothing it prints on stdout reaches a message; its
/// stderr is the user's.
final class PasswordProgram {
    // What may still be in the pipe once the program has ended.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final String owner;
    private final PasswordSource.Program source;
    private final Duration limit;

    PasswordProgram(String owner, PasswordSource.Program source, Duration limit) {
        this.owner = owner;
        this.source = source;
        this.limit = limit;
    }

    /// What the first line says, or `password` of a JSON object.
    Secret password() {
        return printed().password();
    }

    /// The account and its password. Where the inventory names an account it is that one; else the
    /// program does.
    Credential credential(CredentialSource wanted) {
        Printed printed = printed();
        String username =
                wanted.username().isEmpty() ? printed.username().orElse("") : wanted.username();
        if (username.isEmpty() || Place.holdsControl(username)) {
            printed.password().wipe();
            throw fault(
                    "names no account: it must print {\"username\": …, \"password\": …}, or 'username' must"
                            + " stand in the inventory",
                    null);
        }
        return new Credential(wanted.name(), username, printed.password());
    }

    private record Printed(Optional<String> username, Secret password) {}

    private Printed printed() {
        byte[] printed = new byte[PasswordBytes.LIMIT + 1];
        try {
            return read(printed);
        } finally {
            Arrays.fill(printed, (byte) 0);
        }
    }

    private Printed read(byte[] printed) {
        Process process = start();
        try {
            process.getOutputStream().close();
            FutureTask<Integer> reading = new FutureTask<>(() -> readAll(process, printed));
            Thread.ofVirtual().name("password-program").start(reading);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw fault("did not end within " + DurationText.format(limit), null);
            }
            int length = reading.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            if (length > PasswordBytes.LIMIT) {
                throw fault("printed more than 64 KB, which is no password", null);
            }
            if (process.exitValue() != 0) {
                throw fault("ended with exit code " + process.exitValue(), null);
            }
            return object(printed, length)
                    .orElseGet(() -> new Printed(Optional.empty(), firstLine(printed, length)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault("was interrupted", e);
        } catch (TimeoutException e) {
            throw fault("ended, but another process keeps its output open", e);
        } catch (IOException | ExecutionException e) {
            throw fault("gave an output that cannot be read", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder(source.command())
                    .directory(source.folder().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            // Not kept as cause: its text repeats the arguments on some systems.
            throw fault("cannot be started: is it installed, on the PATH and executable?", null);
        }
    }

    private static int readAll(Process process, byte[] printed) throws IOException {
        try (InputStream in = process.getInputStream()) {
            int length = in.readNBytes(printed, 0, printed.length);
            if (length > PasswordBytes.LIMIT) {
                process.destroyForcibly();
            }
            return length;
        }
    }

    /// What is no object with a password is a line: a password may begin with a brace.
    private static Optional<Printed> object(byte[] printed, int length) {
        if (length == 0 || printed[0] != '{') {
            return Optional.empty();
        }
        Optional<Secret> text;
        try {
            text = PasswordBytes.decode(printed, length);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        return text.flatMap(secret -> {
            try {
                return secret.use(characters ->
                        SecretFields.read(characters).flatMap(PasswordProgram::object));
            } finally {
                secret.wipe();
            }
        });
    }

    private static Optional<Printed> object(SecretFields read) {
        try (SecretFields fields = read) {
            return fields.secret("password")
                    .map(password -> new Printed(fields.plain("username"), password));
        }
    }

    private Secret firstLine(byte[] printed, int length) {
        int end = 0;
        while (end < length && printed[end] != '\n') {
            end++;
        }
        int lineEnd = Math.min(end + 1, length);
        try {
            return PasswordBytes.decode(printed, PasswordBytes.withoutLineEnd(printed, lineEnd))
                    .orElseThrow(() -> fault("printed no password in its first line", null));
        } catch (CharacterCodingException e) {
            throw fault("printed a password that is not UTF-8", null);
        }
    }

    private FleetException fault(String what, @Nullable Throwable cause) {
        return new FleetException(
                CREDENTIAL,
                owner + ": the program " + Place.quote(source.command().getFirst()) + " " + what,
                cause);
    }
}
