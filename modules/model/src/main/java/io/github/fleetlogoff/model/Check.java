package io.github.fleetlogoff.model;

/// What is looked at on the way to a host, in the order of that way: what comes later needs what
/// comes before.
public enum Check implements Word {
    /// The name has an address.
    DNS("dns"),
    /// The port takes connections.
    TCP("tcp"),
    /// The certificate is good, where the connection has one.
    TLS("tls"),
    /// It is WinRM that answers there.
    SERVICE("winrm"),
    /// The host offers the way to log on that the inventory asks for.
    SCHEMES("schemes"),
    /// Its clock is right.
    CLOCK("clock"),
    /// It answers soon.
    LATENCY("latency"),
    /// It takes the credential.
    LOGON("logon"),
    /// It has an endpoint for the account, and that is the one in use.
    ENDPOINT("endpoint"),
    /// The account may do what has to be done.
    RIGHTS("rights"),
    /// The account has room for one more shell.
    QUOTA("quota"),
    /// PowerShell runs the session script.
    LANGUAGE_MODE("language-mode"),
    /// The computer is the one that is meant.
    COMPUTER("computer"),
    /// The programs that know the sessions are there and answer.
    QUSER("quser");

    private final String word;

    Check(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
