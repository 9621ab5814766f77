package io.github.fleetlogoff.model;

/// How a logon is made.
public enum AuthScheme implements Word {
    /// The Negotiate header; what it carries is the engine's choice.
    NEGOTIATE("negotiate"),
    KERBEROS("kerberos"),
    NTLM("ntlm"),
    BASIC("basic"),
    CERTIFICATE("certificate");

    private final String word;

    AuthScheme(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
