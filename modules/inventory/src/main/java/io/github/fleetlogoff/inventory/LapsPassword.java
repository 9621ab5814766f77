package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Secret;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// The password of a computer's local administrator as its directory keeps it.
///
/// @param account its name where the directory says it: Windows LAPS does, legacy LAPS does not
record LapsPassword(Optional<String> account, Secret password) {

    /// Of legacy LAPS (`ms-Mcs-AdmPwd`): the password itself. Empty where there is none.
    static Optional<LapsPassword> legacy(byte[] value) {
        return text(value).map(password -> new LapsPassword(Optional.empty(), password));
    }

    /// Of Windows LAPS without encryption (`msLAPS-Password`): JSON with `n`, the account, `t`, the
    /// time, and `p`, the password (MS-ADA2 msLAPS-Password). Empty where there is none.
    static Optional<LapsPassword> windows(byte[] value) {
        return text(value)
                .flatMap(json -> {
                    try {
                        return json.use(characters ->
                                SecretFields.read(characters).flatMap(LapsPassword::windows));
                    } finally {
                        json.wipe();
                    }
                });
    }

    private static Optional<LapsPassword> windows(SecretFields read) {
        try (SecretFields fields = read) {
            return fields.secret("p")
                    .map(password -> new LapsPassword(fields.plain("n"), password));
        }
    }

    private static Optional<Secret> text(byte[] value) {
        try {
            return PasswordBytes.decode(value, value.length);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
