package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `directory` of an inventory: which servers are asked, as whom, for what, and what becomes of
/// the answer. Holds no secret.
///
/// @param place where it stands
/// @param servers tried in this order
record DirectorySpec(
        Place place,
        List<Server> servers,
        Protection protection,
        Logon logon,
        Query query,
        Mapping mapping) {

    /// A server of the directory.
    ///
    /// @param ldaps whether TLS begins with the connection
    record Server(String host, int port, boolean ldaps) {
        @Override
        public String toString() {
            return (ldaps ? "ldaps://" : "ldap://") + host + ":" + port;
        }
    }

    /// How a connection is protected. Without TLS only Kerberos is taken, which seals it.
    ///
    /// @param tls how certificates are checked, where there are any
    record Protection(boolean startTls, Tls tls) {}

    /// As whom the directory is searched.
    ///
    /// @param kerberos with a ticket (SASL GSSAPI, RFC 4752), not with the password itself
    record Logon(CredentialSource credential, boolean kerberos) {}

    /// Which computers.
    ///
    /// @param bases below which they are
    /// @param computers the filter that tells a computer from all else
    /// @param filter what they have to fit besides
    /// @param seenWithin how long ago the last logon may be, empty = ever so long
    /// @param pageSize how many are asked for at a time
    record Query(
            List<String> bases,
            String computers,
            Optional<String> filter,
            boolean enabledOnly,
            Optional<Duration> seenWithin,
            int pageSize) {}

    /// Which attributes are what of a host.
    ///
    /// @param name that of the host's name
    /// @param labels attribute by label
    /// @param groups whether the containers between a base and a computer are groups
    record Mapping(
            String name, Optional<String> site, Map<String, String> labels, boolean groups) {}
}
