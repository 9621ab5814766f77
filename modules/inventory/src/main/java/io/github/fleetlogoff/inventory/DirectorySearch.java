package io.github.fleetlogoff.inventory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.github.fleetlogoff.inventory.DirectoryComputer.Attributes;
import io.github.fleetlogoff.inventory.DirectorySpec.Mapping;
import io.github.fleetlogoff.inventory.DirectorySpec.Query;
import io.github.fleetlogoff.model.Credential;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks a directory for its computers, page by page (RFC 2696), and hands each on as it comes.
final class DirectorySearch {
    static final List<String> PASSWORDS =
            List.of(
                    "ms-mcs-admpwd",
                    "mslaps-password",
                    "mslaps-encryptedpassword",
                    "userpassword",
                    "unicodepwd");
    private static final String LEGACY_LAPS = "ms-Mcs-AdmPwd";
    private static final String WINDOWS_LAPS = "msLAPS-Password";
    private static final String ENCRYPTED_LAPS = "msLAPS-EncryptedPassword";
    private static final String ACCOUNT = "sAMAccountName";
    private static final int COMPUTER_NAME_LENGTH = 15;
    private static final int LABEL_LENGTH = 1024;
    // 1601 to 1970, in seconds: lastLogonTimestamp counts steps of 100 ns from there (MS-DTYP
    // 2.3.3).
    private static final long BEFORE_UNIX = 11_644_473_600L;
    private static final Set<String> DOMAIN_PARTS = Set.of("dc", "o", "c");

    private final DirectorySpec spec;
    private final boolean laps;
    private final Consumer<DirectoryComputer> taker;
    private final Map<List<String>, List<String>> containers = new HashMap<>();
    private int nameless;
    private @Nullable String firstNameless;

    /// @param laps whether to ask for the passwords of local administrators, too
    /// @param taker gets each computer
    DirectorySearch(DirectorySpec spec, boolean laps, Consumer<DirectoryComputer> taker) {
        this.spec = spec;
        this.laps = laps;
        this.taker = taker;
    }

    /// Searches, to the end.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException where the directory does not answer
    void run(Credential credential, Instant now) {
        try (DirectoryConnection directory = DirectoryConnection.open(spec, credential)) {
            for (String base : spec.query().bases()) {
                try {
                    pages(directory, base, filter(spec.query(), now));
                } catch (LDAPException e) {
                    throw DirectoryFaults.search(spec.place(), directory.server(), base, e);
                }
            }
        }
    }

    /// What a person should know of the answer.
    List<String> notes() {
        return nameless == 0
                ? List.of()
                : List.of(
                        spec.place()
                                + ": left out "
                                + (nameless == 1 ? "1 computer" : nameless + " computers")
                                + " without a name for a host, like "
                                + firstNameless);
    }

    private static String filter(Query query, Instant now) {
        StringBuilder filter = new StringBuilder("(&").append(query.computers());
        query.filter().ifPresent(filter::append);
        if (query.enabledOnly()) {
            // ADS_UF_ACCOUNTDISABLE by the rule "bit and" (MS-ADTS 2.2.16 and 3.1.1.3.4.4.1).
            filter.append("(!(userAccountControl:1.2.840.113556.1.4.803:=2))");
        }
        query.seenWithin()
                .ifPresent(within ->
                        filter.append("(lastLogonTimestamp>=")
                                .append(
                                        (now.minus(within).getEpochSecond() + BEFORE_UNIX)
                                                * 10_000_000L)
                                .append(')'));
        return filter.append(')').toString();
    }

    private void pages(DirectoryConnection directory, String base, String filter)
            throws LDAPException {
        SearchRequest request =
                new SearchRequest(new Taker(), base, SearchScope.SUB, filter, attributes());
        ASN1OctetString cookie = null;
        boolean more = true;
        while (more) {
            request.setControls(
                    new SimplePagedResultsControl(spec.query().pageSize(), cookie, true));
            SearchResult page = directory.connection().search(request);
            SimplePagedResultsControl next = SimplePagedResultsControl.get(page);
            more = next != null && next.moreResultsToReturn();
            cookie = next == null ? null : next.getCookie();
        }
    }

    private String[] attributes() {
        Mapping mapping = spec.mapping();
        Set<String> wanted = new LinkedHashSet<>(List.of(mapping.name(), "cn", ACCOUNT));
        mapping.site().ifPresent(wanted::add);
        wanted.addAll(mapping.labels().values());
        if (laps) {
            wanted.add(LEGACY_LAPS);
            wanted.add(WINDOWS_LAPS);
            // Only whether there is one.
            wanted.add(ENCRYPTED_LAPS);
        }
        return wanted.toArray(String[]::new);
    }

    private final class Taker implements SearchResultListener {
        private static final long serialVersionUID = 1L;

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            computer(entry)
                    .ifPresentOrElse(
                            taker,
                            () -> {
                                nameless++;
                                firstNameless =
                                        firstNameless == null
                                                ? clean(entry.getDN())
                                                : firstNameless;
                            });
        }

        // Other domains are for other inventories.
        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}
    }

    private Optional<DirectoryComputer> computer(SearchResultEntry entry) {
        Mapping mapping = spec.mapping();
        Optional<LapsPassword> password = laps ? password(entry) : Optional.empty();
        Optional<String> name =
                value(entry, mapping.name())
                        .or(() -> value(entry, "cn"))
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .filter(Section::isHostName);
        if (name.isEmpty()) {
            password.ifPresent(unused -> unused.password().wipe());
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        mapping.labels()
                .forEach((label, attribute) ->
                        value(entry, attribute).ifPresent(text -> labels.put(label, text)));
        return Optional.of(
                new DirectoryComputer(
                        clean(entry.getDN()),
                        mapping.groups() ? containers(entry.getDN()) : List.of(),
                        name.get(),
                        computerName(entry, name.get()),
                        mapping.site().flatMap(site -> value(entry, site)),
                        new Attributes(
                                labels, password, laps && entry.hasAttribute(ENCRYPTED_LAPS))));
    }

    /// Where it is another than the host's name lets expect.
    private static Optional<String> computerName(SearchResultEntry entry, String name) {
        String label = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        String expected = label.substring(0, Math.min(label.length(), COMPUTER_NAME_LENGTH));
        return value(entry, ACCOUNT)
                .map(account ->
                        account.endsWith("$")
                                ? account.substring(0, account.length() - 1)
                                : account)
                .filter(own -> !own.isEmpty() && !own.equalsIgnoreCase(expected));
    }

    /// That of Windows LAPS, where the computer is on it: what the legacy LAPS left behind is
    /// changed no more, and a logon with it would be a refused one.
    private static Optional<LapsPassword> password(SearchResultEntry entry) {
        return entry.hasAttribute(WINDOWS_LAPS) || entry.hasAttribute(ENCRYPTED_LAPS)
                ? bytes(entry, WINDOWS_LAPS).flatMap(LapsPassword::windows)
                : bytes(entry, LEGACY_LAPS).flatMap(LapsPassword::legacy);
    }

    /// The value, which [LapsPassword] copies; what the library holds of it is short-lived.
    private static Optional<byte[]> bytes(SearchResultEntry entry, String attribute) {
        byte[] value = entry.getAttributeValueBytes(attribute);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(value);
    }

    private static Optional<String> value(SearchResultEntry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null
                ? Optional.empty()
                : Optional.of(clean(String.join(",", Arrays.asList(values))))
                        .filter(text -> !text.isBlank())
                        .map(text -> text.substring(0, Math.min(text.length(), LABEL_LENGTH)));
    }

    private static String clean(String text) {
        return Place.holdsControl(text) ? text.replaceAll("\\p{Cc}", " ").strip() : text;
    }

    private List<String> containers(String dn) {
        // One list for all of a container: there are many hosts and few of those.
        return containers.computeIfAbsent(parts(dn), same -> same);
    }

    private static List<String> parts(String dn) {
        List<String> names = new ArrayList<>();
        try {
            RDN[] parts = new DN(dn).getRDNs();
            for (int i = 1; i < parts.length; i++) {
                if (!DOMAIN_PARTS.contains(
                        parts[i].getAttributeNames()[0].toLowerCase(Locale.ROOT))) {
                    names.add(parts[i].getAttributeValues()[0]);
                }
            }
        } catch (LDAPException e) {
            return List.of();
        }
        Collections.reverse(names);
        return List.copyOf(names);
    }
}
