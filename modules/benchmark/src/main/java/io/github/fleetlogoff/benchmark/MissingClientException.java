package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

/// A client that this machine, or this version of fleet-logoff, does not have.
final class MissingClientException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingClientException(String why) {
        super(requireNonNull(why, "why is null"));
    }
}
