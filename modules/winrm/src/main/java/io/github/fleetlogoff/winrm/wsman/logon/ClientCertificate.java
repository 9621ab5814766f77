package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The certificate that a client shows, and its key. Thread-safe.
public final class ClientCertificate {
    /// The versions of TLS in which a certificate can log on. Windows asks for it when it has read
    /// the request: TLS 1.2 renegotiates then, and of TLS 1.3 Java does not know the authentication
    /// after the handshake (RFC 8446, 4.6.2).
    public static final List<String> TLS_VERSIONS = List.of("TLSv1.2");

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ClientCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /// Reads a PKCS#12 file with one key.
    ///
    /// @param password that of the file
    /// @param now by which it must be valid
    /// @throws LogonException where it cannot be had; no host is asked then
    public static ClientCertificate read(Path file, Secret password, Instant now)
            throws LogonException {
        char[] characters = password.use(char[]::clone);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, characters);
            return checked(file, of(file, store, characters), now);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unusable(
                    file,
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "its password is another one"
                            : "it is no PKCS#12 file: make one with openssl pkcs12 -export",
                    e);
        } catch (GeneralSecurityException e) {
            throw unusable(file, "it cannot be read", e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static ClientCertificate of(Path file, KeyStore store, char[] password)
            throws GeneralSecurityException, LogonException {
        List<String> keys =
                Collections.list(store.aliases()).stream()
                        .filter(alias -> holdsKey(store, alias))
                        .toList();
        if (keys.size() != 1) {
            throw unusable(file, "it holds " + keys.size() + " private keys; it must be one", null);
        }
        if (!(store.getKey(keys.getFirst(), password) instanceof PrivateKey key)) {
            throw unusable(file, "its key is not a private one", null);
        }
        List<X509Certificate> chain =
                Arrays.stream(chain(store, keys.getFirst()))
                        .map(X509Certificate.class::cast)
                        .toList();
        return new ClientCertificate(key, chain);
    }

    private static boolean holdsKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias) && chain(store, alias).length > 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key store is loaded", e);
        }
    }

    private static Certificate[] chain(KeyStore store, String alias)
            throws GeneralSecurityException {
        Certificate @Nullable [] chain = store.getCertificateChain(alias);
        return chain == null ? new Certificate[0] : chain;
    }

    private static ClientCertificate checked(Path file, ClientCertificate read, Instant now)
            throws LogonException {
        X509Certificate own = read.chain.getFirst();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw unusable(file, "it expired at " + own.getNotAfter().toInstant(), null);
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw unusable(file, "it is not valid before " + own.getNotBefore().toInstant(), null);
        }
        return read;
    }

    private static LogonException unusable(Path file, String why, @Nullable Throwable cause) {
        return new LogonException(
                Kind.NO_TICKET, "the certificate " + file + " cannot be used: " + why, cause);
    }

    /// For an SSLContext: shows the certificate to whoever asks for one, whatever issuers they
    /// name. A server that names too few would else be shown none, and answer 401 without a reason.
    public KeyManager[] keyManagers() {
        return new KeyManager[] {new Only(key, chain)};
    }

    private static final class Only extends X509ExtendedKeyManager {
        private static final String ALIAS = "only";
        private final PrivateKey key;
        private final List<X509Certificate> chain;

        Only(PrivateKey key, List<X509Certificate> chain) {
            this.key = key;
            this.chain = chain;
        }

        private @Nullable String alias(String... keyTypes) {
            return Arrays.stream(keyTypes).anyMatch(type -> type.startsWith(key.getAlgorithm()))
                    ? ALIAS
                    : null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(keyType);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(keyType);
        }

        @Override
        public String @Nullable [] getClientAliases(
                String keyType, Principal @Nullable [] issuers) {
            return alias(keyType) == null ? null : new String[] {ALIAS};
        }

        @Override
        public String @Nullable [] getServerAliases(
                String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
