package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// A password in a keystore, put there by `keytool -importpass`: PKCS#12, JCEKS, or what else this
/// Java reads.
final class PasswordKeystore {
    private PasswordKeystore() {}

    /// @param opening opens the keystore and its entry
    static Secret password(String owner, Path file, String alias, Secret opening) {
        return opening.use(password -> {
            try {
                KeyStore store = KeyStore.getInstance(file.toFile(), password);
                Key key = store.getKey(alias, password);
                if (key == null) {
                    throw fault(
                            owner,
                            file,
                            "holds nothing under "
                                    + Place.quote(alias)
                                    + "; "
                                    + Section.suggestion(alias, aliases(store), "it holds: "),
                            null);
                }
                if (!(key instanceof SecretKey)) {
                    throw fault(
                            owner,
                            file,
                            "holds a key and no password under "
                                    + Place.quote(alias)
                                    + "; put one there with: keytool -importpass -alias NAME -keystore FILE",
                            null);
                }
                return secret(owner, file, key.getEncoded());
            } catch (UnrecoverableKeyException e) {
                throw fault(owner, file, "has another password for its entry than for itself", e);
            } catch (IOException e) {
                throw fault(
                        owner,
                        file,
                        e.getCause() instanceof UnrecoverableKeyException
                                ? "does not open with that password"
                                : "cannot be read as a keystore",
                        e);
            } catch (GeneralSecurityException e) {
                throw fault(owner, file, "cannot be read as a keystore", e);
            }
        });
    }

    private static List<String> aliases(KeyStore store) throws GeneralSecurityException {
        return Collections.list(store.aliases());
    }

    /// keytool keeps the characters of a password as its bytes (PBEKey of the JDK's provider).
    private static Secret secret(String owner, Path file, byte @Nullable [] encoded) {
        if (encoded == null || encoded.length == 0) {
            throw fault(owner, file, "gives no password out", null);
        }
        try {
            return PasswordBytes.decode(encoded, encoded.length)
                    .orElseThrow(() -> fault(owner, file, "gives no password out", null));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw fault(owner, file, "holds a password that is not UTF-8", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static FleetException fault(
            String owner, Path file, String what, @Nullable Throwable cause) {
        return new FleetException(CREDENTIAL, owner + ": the keystore " + file + " " + what, cause);
    }
}
