package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A server's certificate that is not taken. The message says what it is.
public final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1L;
    private static final int WORDS = 200;

    private final Check check;

    /// The check that a certificate did not pass.
    public enum Check {
        EXPIRED,
        NOT_YET_VALID,
        NOT_TRUSTED,
        OTHER_NAME,
        OTHER_PIN
    }

    private CertificateRefusedException(
            Check check, X509Certificate certificate, @Nullable Throwable cause) {
        super(describe(certificate), cause);
        this.check = requireNonNull(check, "check is null");
    }

    /// One whose path was refused.
    static CertificateRefusedException ofPath(X509Certificate certificate, Throwable why) {
        Check check = Check.NOT_TRUSTED;
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException
                    || (cause instanceof CertPathValidatorException path
                            && path.getReason() == BasicReason.EXPIRED)) {
                check = Check.EXPIRED;
            } else if (cause instanceof CertificateNotYetValidException
                    || (cause instanceof CertPathValidatorException path
                            && path.getReason() == BasicReason.NOT_YET_VALID)) {
                check = Check.NOT_YET_VALID;
            }
        }
        return new CertificateRefusedException(check, certificate, why);
    }

    /// One that is trusted, but is another's.
    static CertificateRefusedException ofName(X509Certificate certificate, Throwable why) {
        return new CertificateRefusedException(Check.OTHER_NAME, certificate, why);
    }

    /// One that is not the pinned one.
    public static CertificateRefusedException ofPin(X509Certificate certificate) {
        return new CertificateRefusedException(Check.OTHER_PIN, certificate, null);
    }

    /// Which check.
    public Check check() {
        return check;
    }

    /// The SHA-256 of the whole certificate in lower case hexadecimal digits.
    public static String pin(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the certificate cannot be hashed", failure);
        }
    }

    private static String describe(X509Certificate certificate) {
        Instant expiry = certificate.getNotAfter().toInstant();
        return "subject "
                + harmless(certificate.getSubjectX500Principal().getName())
                + ", issuer "
                + harmless(certificate.getIssuerX500Principal().getName())
                + ", valid until "
                + expiry
                + ", pin "
                + pin(certificate);
    }

    /// Printable and not too much of it: who made the certificate chose the names in it.
    private static String harmless(String text) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), WORDS); i++) {
            char c = text.charAt(i);
            kept.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return kept.toString();
    }
}
