package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What 25,000 hosts cost. Bytes allocated stand for the time, which no test may depend on: of a
/// list's time most is the collector's.
class LargeInventoryTest {
    private static final int HOSTS = 25_000;
    private static final int LEFT_OUT = 299;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "hosts.txt, 3800",
        "hosts.csv, 3400",
        "hosts.ini, 5300",
        "ours.yaml, 8000",
        "ansible.yaml, 8000",
        "ours.json, 3500",
        "ansible.json, 5200"
    })
    void costs_no_more_than_so_many_bytes_a_host(String file, int most) throws IOException {
        Path path = Files.writeString(folder.resolve(file), text(file));
        Inventory.load(path);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Inventory inventory = Inventory.load(path);
        List<Host> selected =
                inventory.select(
                        new HostPatterns(List.of("@all!~pc0.*13.*"), List.of(), List.of()));

        long cost = (threads.getCurrentThreadAllocatedBytes() - before) / HOSTS;
        assertThat(selected).hasSize(HOSTS - LEFT_OUT);
        assertThat(cost).isLessThan(most);
        assertThat(inventory.hosts().getLast().connection().address())
                .isEqualTo(file.equals("hosts.txt") ? "pc24999" : "192.0.2.9");
    }

    @Test
    void a_long_line_that_is_no_json_is_an_error_with_its_place() throws IOException {
        String text = text("ansible.json");
        Path path =
                Files.writeString(
                        folder.resolve("cut.json"), text.substring(0, text.length() - 300));

        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> Inventory.load(path))
                .withMessageMatching(
                        ".*cut\\.json:1:\\d+: not JSON: the text ends too early, or something else is"
                                + " due here");
    }

    private static String text(String file) {
        return switch (file) {
            case "hosts.txt" -> lines(name -> name + "\n");
            case "hosts.csv" -> "name,address\n" + lines(name -> name + ",192.0.2.9\n");
            case "hosts.ini" -> "[lab]\n" + lines(name -> name + " ansible_host=192.0.2.9\n");
            case "ours.yaml" ->
                    "hosts:\n" + lines(name -> "  " + name + ": {address: 192.0.2.9, site: a}\n");
            case "ansible.yaml" ->
                    "all:\n  hosts:\n"
                            + lines(name -> "    " + name + ": {ansible_host: 192.0.2.9}\n");
            // As Python's json.dumps writes it: one line.
            case "ours.json" ->
                    "{\"hosts\": {"
                            + lines(
                                    HOSTS - 1,
                                    name -> "\"" + name + "\": {\"address\": \"192.0.2.9\"}, ")
                            + "\"last\": {\"address\": \"192.0.2.9\"}}}";
            default ->
                    "{\"_meta\": {\"hostvars\": {"
                            + lines(
                                    HOSTS - 1,
                                    name -> "\"" + name + "\": {\"ansible_host\": \"192.0.2.9\"}, ")
                            + "\"last\": {\"ansible_host\": \"192.0.2.9\"}}}, \"lab\": {\"hosts\":"
                            + " [\"last\"]}}";
        };
    }

    private static String lines(Function<String, String> line) {
        return lines(HOSTS, line);
    }

    private static String lines(int count, Function<String, String> line) {
        return IntStream.range(0, count)
                .mapToObj(i -> line.apply(String.format("pc%05d", i)))
                .collect(Collectors.joining());
    }
}
