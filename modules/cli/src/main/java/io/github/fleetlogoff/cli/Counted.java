package io.github.fleetlogoff.cli;

/// Numbers of things in a sentence.
final class Counted {
    private Counted() {}

    /// `1 host`, `2 hosts`.
    ///
    /// @param thing in the singular; its plural has an s
    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /// The verb that goes with so many.
    static String verb(long number, String ofOne, String ofSeveral) {
        return number == 1 ? ofOne : ofSeveral;
    }
}
