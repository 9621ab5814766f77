package io.github.fleetlogoff.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How hosts are reached and as whom.
final class ConnectionOptions {
    @Option(names = "--engine", paramLabel = "NAME", description = "winrm4j, the only one so far")
    String engine = "winrm4j";

    @Option(names = "--credential", paramLabel = "NAME", description = "credential of the inventory for all hosts")
    @Nullable String credential;

    @Option(names = "--username", paramLabel = "NAME", description = "account for all hosts: DOMAIN\\name or name@domain")
    @Nullable String username;

    @Option(names = "--password-file", paramLabel = "FILE", description = "its password, in a file only you can read")
    @Nullable Path passwordFile;

    @Option(names = "--ask-password", description = "ask for its password")
    boolean askPassword;

    @Option(names = "--tls-insecure", description = "check no certificate (dangerous)")
    boolean tlsInsecure;

    @Option(names = "--allow-unencrypted", description = "allow Basic over plain HTTP (dangerous)")
    boolean allowUnencrypted;

    @Option(names = "--any-computer-name", description = "do not check that a host is the computer of that name")
    boolean anyComputerName;
}
