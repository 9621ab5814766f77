package io.github.fleetlogoff.model;

/// What speaks WinRM to a host.
public enum Engine implements Word {
    /// Ours.
    WSMAN("wsman"),
    /// winrm4j and Apache CXF.
    WINRM4J("winrm4j");

    /// Where nobody chose.
    public static final Engine DEFAULT = WSMAN;

    private final String word;

    Engine(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
