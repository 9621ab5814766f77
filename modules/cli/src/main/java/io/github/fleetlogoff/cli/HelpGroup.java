package io.github.fleetlogoff.cli;

/// The headings under which [HelpScreen] shows options, in their order.
enum HelpGroup {
    HOSTS("Hosts", true),
    SESSIONS("Sessions", true),
    DOING("Doing", true),
    OUTPUT("Output", true),
    SAFEGUARDS("Safeguards", false),
    LIMITS("Limits", false),
    CONNECTION("Connection", false),
    JOURNAL("Journal, lock and notices", false),
    OTHER("", true);

    private final String heading;
    private final boolean common;

    HelpGroup(String heading, boolean common) {
        this.heading = heading;
        this.common = common;
    }

    /// Empty for what needs none.
    String heading() {
        return heading;
    }

    /// Whether `--help` shows them too where there is a `--help-all`.
    boolean isCommon() {
        return common;
    }
}
