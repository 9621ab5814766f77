package io.github.fleetlogoff.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a TLS connection is checked.
///
/// @param ca a PEM file whose certificates are trusted instead of the system's, absent = the
///   system's
/// @param insecure no check at all: asked for in so many words, and warned about
public record Tls(@Nullable Path ca, boolean insecure) {}
