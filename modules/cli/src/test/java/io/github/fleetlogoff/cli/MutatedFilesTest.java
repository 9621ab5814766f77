package io.github.fleetlogoff.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files that were damaged, or made to do damage: each loads, or is refused with a sentence that
/// says what, where and what next. Nothing shows a stack trace, hangs or eats memory.
class MutatedFilesTest {
    private static final int MUTANTS = 170;
    private static final long MOST_BYTES = 1L << 30;
    private static final List<String> BITS =
            List.of(
                    "[1-99999999]",
                    "[1-100000]",
                    "[",
                    "]",
                    "{",
                    "}",
                    "{a: ",
                    "- ",
                    ": ",
                    "\t",
                    "\n",
                    "'",
                    "\"",
                    "&a",
                    "*a",
                    "!!java.lang.Object",
                    "!vault |",
                    "<<: *a",
                    "---\n",
                    "...\n",
                    "#",
                    "%",
                    "\\",
                    "\u0000",
                    "\u00ff\u00fe",
                    "\u00ef\u00bb\u00bf",
                    "99999999999999999999",
                    "-1",
                    "1e999",
                    "null",
                    "~(a+)+$",
                    "@all",
                    "hosts:",
                    "[all:vars]\n",
                    "[a:children]\n",
                    "a,b,c\n",
                    ",",
                    ";",
                    "=",
                    "..");

    @TempDir private Path folder;

    /// What is damaged, and the command that reads it.
    enum Sample {
        INVENTORY(
                "hosts.yaml",
                """
                defaults: {port: 5985, auth: negotiate, credential: ops, site: berlin}
                credentials:
                  ops: {username: 'CORP\\svc', password: {env: OPS_PASSWORD}}
                groups:
                  lab: {hosts: ["lab-[01-40]"], groups: [], site: lab, labels: {room: "2.14"}}
                hosts:
                  ws[1-3,7].example.com: {}
                  kiosk: {address: 192.0.2.7, port: 5986, tls: true, computerName: KIOSK7}
                """,
                "inventory",
                "check",
                "-i"),
        ANSIBLE_YAML(
                "hosts.yml",
                """
                all:
                  vars: {ansible_connection: winrm, ansible_port: 5985, ansible_user: "CORP\\\\svc"}
                  hosts:
                    kiosk: {ansible_host: 192.0.2.7}
                  children:
                    lab:
                      hosts:
                        lab-[01:04]:
                        ws[a:c].example.com: {ansible_port: 5986}
                      vars: {ansible_winrm_transport: ntlm}
                """,
                "inventory",
                "check",
                "-i"),
        ANSIBLE_INI(
                "hosts.ini",
                """
                alone ansible_host=192.0.2.9  # behind
                [lab]
                lab-[01:05:2] ansible_port=5985 ansible_user='CORP\\svc'
                ws[a:c].example.com
                [rooms:children]
                lab
                [rooms:vars]
                ansible_winrm_scheme=https
                ansible_winrm_server_cert_validation = ignore
                """,
                "inventory",
                "check",
                "-i"),
        CSV(
                "hosts.csv",
                """
                name,address,port,tls,groups,site,labels.room
                lab-01,192.0.2.1,5985,false,"lab;rooms",berlin,2.14
                "kiosk",192.0.2.7,5986,true,,munich,"a ""b"" c"
                ws[1-3],,,,lab,,
                """,
                "inventory",
                "check",
                "-i"),
        PLAYBOOK(
                "sweep.yaml",
                """
                description: Ends disconnected sessions
                inventory: hosts.yaml
                sessions: {state: disconnected, idleOver: 4h}
                protected: {users: [Administrator, "svc*"]}
                warn: {text: "ends in {grace}", grace: 15m, again: 2m}
                limits: {waves: "1, 5%, 100%", maxFailures: 2%, maxLogoffs: 200, maxChange: 3x}
                zone: Europe/Berlin
                blackout:
                  - not on 2026-12-28..2027-01-04
                reason: nightly
                """,
                "play",
                "--validate"),
        PLAN("plan.json", "", "apply", "--dry-run");

        private final String file;
        private final String text;
        private final String command;

        Sample(String file, String text, String... command) {
            this.file = file;
            this.text = text;
            this.command = String.join(" ", command);
        }
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    @Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void load_or_are_refused_with_a_sentence(Sample sample) throws IOException {
        byte[] sound = sound(sample);
        Path file = folder.resolve(sample.file);
        List<Integer> codes = new ArrayList<>();
        for (int seed = 0; seed < MUTANTS; seed++) {
            Files.write(file, mutant(sound, new Random(seed)));
            List<String> arguments = new ArrayList<>(List.of(sample.command.split(" ", -1)));
            arguments.add(file.toString());

            long before = allocated();
            Program.Ended ended = new Program(folder).run(arguments.toArray(String[]::new));
            long taken = allocated() - before;

            String what = sample + " " + seed + ": " + ended.err() + ended.out();
            codes.add(ended.exitCode());
            assertThat(ended.exitCode()).as(what).isIn(0, 2);
            assertThat(ended.err() + ended.out())
                    .as(what)
                    .doesNotContain("\tat ", "Exception", "internal fault");
            assertThat(taken).as(what).isLessThan(MOST_BYTES);
            if (ended.exitCode() == 2) {
                assertThat(ended.err().lines().toList()).as(what).hasSizeBetween(1, 4);
                assertThat(ended.err())
                        .as(what)
                        .startsWith("fleet-logoff: ")
                        .hasSizeLessThan(2_000);
                // A playbook may name another inventory now, which is not there.
                assertThat(ended.err()).as(what).containsAnyOf(sample.file, "no inventory");
            }
        }
        assertThat(codes).as("the mutants are mutants").contains(2);
    }

    private byte[] sound(Sample sample) throws IOException {
        if (sample == Sample.PLAN) {
            Path fleet =
                    Files.writeString(
                            folder.resolve("fleet.yaml"),
                            "simulator: {hosts: 4, think: 0ms, seed: 1}\n");
            Path plan = folder.resolve("sound.json");
            Program.Ended ended =
                    new Program(folder)
                            .run(
                                    "plan",
                                    "-i",
                                    fleet.toString(),
                                    "--user-glob",
                                    "*",
                                    "-o",
                                    plan.toString());
            assertThat(plan).as(ended.err()).exists();
            return Files.readAllBytes(plan);
        }
        Files.writeString(folder.resolve(Sample.INVENTORY.file), Sample.INVENTORY.text);
        Path file = Files.writeString(folder.resolve(sample.file), sample.text);
        List<String> arguments = new ArrayList<>(List.of(sample.command.split(" ", -1)));
        arguments.add(file.toString());
        Program.Ended ended = new Program(folder).run(arguments.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return sample.text.getBytes(ISO_8859_1);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    /// One to four strokes: bytes changed, taken out, doubled, swapped, cut off, put in.
    private static byte[] mutant(byte[] sound, RandomGenerator chance) {
        String text = new String(sound, ISO_8859_1);
        int strokes = 1 + chance.nextInt(4);
        for (int stroke = 0; stroke < strokes; stroke++) {
            int at = text.isEmpty() ? 0 : chance.nextInt(text.length());
            int to = Math.min(text.length(), at + chance.nextInt(40));
            String before = text.substring(0, at);
            text =
                    switch (chance.nextInt(7)) {
                        case 0 -> before + (char) chance.nextInt(256) + text.substring(at);
                        case 1 -> before + text.substring(to);
                        case 2 ->
                                before
                                        + text.substring(at, to).repeat(1 + chance.nextInt(50))
                                        + text.substring(at);
                        case 3 -> text.substring(at) + before;
                        case 4 -> before;
                        case 5 ->
                                before
                                        + BITS.get(chance.nextInt(BITS.size()))
                                                .repeat(1 + chance.nextInt(3))
                                        + text.substring(at);
                        default ->
                                before + BITS.get(chance.nextInt(BITS.size())) + text.substring(to);
                    };
        }
        return text.getBytes(ISO_8859_1);
    }
}
