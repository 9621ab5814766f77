package io.github.fleetlogoff.simulator.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Runs one command line on a simulated computer: the session script in PowerShell, and the few
/// programs that a foreign client is likely to try. Of one thread.
final class CommandPrompt {

    /// How a command ended.
    ///
    /// @param returns false where the command goes on forever
    record Ended(String stdout, String stderr, int exitCode, boolean returns) {

        private static Ended printed(String text) {
            return new Ended(text, "", 0, true);
        }

        private static Ended refused(int exitCode, String text) {
            return new Ended("", text, exitCode, true);
        }

        private static Ended of(Programs.Printed printed) {
            return printed.code() == 0
                    ? printed(printed.text())
                    : refused(printed.code(), printed.text());
        }
    }

    private static final String SCRIPT = "FLEETLOGOFF_SCRIPT";
    private static final String REQUEST = "FLEETLOGOFF_REQUEST";
    private static final String CLIXML =
            "#< CLIXML\r\n<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
    private static final int NOT_RECOGNIZED_BY_CMD = 9009;

    private final SimulatedComputer computer;
    private final WindowsPrograms programs;
    private final VirtualClock clock;
    private final KnownScripts knownScripts;

    CommandPrompt(
            SimulatedComputer computer,
            WindowsPrograms programs,
            VirtualClock clock,
            KnownScripts knownScripts) {
        this.computer = computer;
        this.programs = programs;
        this.clock = clock;
        this.knownScripts = knownScripts;
    }

    Ended run(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String account) {
        String line = arguments.isEmpty() ? program : program + " " + String.join(" ", arguments);
        return run(words(line), environment, account, false);
    }

    private Ended run(
            List<String> words, Map<String, String> environment, String account, boolean byCmd) {
        if (words.isEmpty()) {
            return Ended.printed("");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (programName(words.getFirst())) {
            case "powershell" -> powershell(rest, environment);
            case "cmd" -> cmd(rest, environment, account);
            case "quser" -> quser(rest);
            case "qwinsta" -> Ended.of(programs.qwinsta());
            case "logoff" -> end(rest, false);
            case "rwinsta" -> end(rest, true);
            case "query" -> query(rest, words.getFirst(), byCmd);
            case "hostname" -> Ended.printed(computer.name() + "\r\n");
            case "whoami" ->
                    rest.contains("/groups")
                            ? Ended.of(programs.whoami())
                            : Ended.printed(accountName(account) + "\r\n");
            case "exit" -> new Ended("", "", exitCode(rest), true);
            default -> notRecognized(words.getFirst(), byCmd);
        };
    }

    private Ended powershell(List<String> arguments, Map<String, String> environment) {
        String script = environment.getOrDefault(SCRIPT, "");
        boolean bootstrap = arguments.stream().anyMatch(each -> each.contains(SCRIPT));
        if (!bootstrap || !knownScripts.contains(script)) {
            return Ended.refused(
                    1,
                    CLIXML
                            + "<S S=\"Error\">The term is not recognized as the name of a cmdlet, function, script file, or"
                            + " operable program._x000D__x000A_</S></Objs>");
        }
        SessionScript.Answer answer =
                new SessionScript(computer.name(), programs, clock)
                        .run(environment.getOrDefault(REQUEST, ""));
        return new Ended(AnswerWriter.print(answer), CLIXML + "</Objs>", answer.exit(), true);
    }

    private Ended cmd(List<String> arguments, Map<String, String> environment, String account) {
        int from = 0;
        while (from < arguments.size() && arguments.get(from).startsWith("/")) {
            from++;
        }
        List<String> words = words(String.join(" ", arguments.subList(from, arguments.size())));
        return run(words, environment, account, true);
    }

    private Ended query(List<String> arguments, String asked, boolean byCmd) {
        return switch (arguments.isEmpty() ? "" : arguments.getFirst().toLowerCase(Locale.ROOT)) {
            case "user" -> quser(arguments.subList(1, arguments.size()));
            case "session" -> Ended.of(programs.qwinsta());
            default -> notRecognized(asked, byCmd);
        };
    }

    private Ended quser(List<String> arguments) {
        return Ended.of(operand(arguments).map(programs::quserOf).orElseGet(programs::quser));
    }

    private Ended end(List<String> arguments, boolean reset) {
        Optional<Integer> id = operand(arguments).flatMap(this::sessionId);
        if (id.isEmpty()) {
            return Ended.refused(1, WindowsPrograms.NOT_FOUND);
        }
        Programs.Child child = reset ? programs.rwinsta(id.get()) : programs.logoff(id.get());
        if (!child.hasExited()) {
            clock.advance(WindowsPrograms.SLOW_MILLIS);
        }
        return new Ended("", child.said(), child.code(), child.hasExited());
    }

    private Optional<Integer> sessionId(String operand) {
        if (operand.length() < 9 && operand.chars().allMatch(Character::isDigit)) {
            return Optional.of(Integer.parseInt(operand));
        }
        return computer.present().stream()
                .filter(session -> session.sessionName().equalsIgnoreCase(operand))
                .map(UserSession::id)
                .findFirst();
    }

    private static Optional<String> operand(List<String> arguments) {
        return arguments.stream().filter(each -> !each.startsWith("/")).findFirst();
    }

    private String accountName(String account) {
        boolean qualified = account.contains("\\") || account.contains("@");
        return (qualified ? account : computer.name() + "\\" + account).toLowerCase(Locale.ROOT);
    }

    private static int exitCode(List<String> arguments) {
        List<String> codes = arguments.stream().filter(each -> each.matches("-?\\d{1,9}")).toList();
        return codes.isEmpty() ? 0 : Integer.parseInt(codes.getFirst());
    }

    private static Ended notRecognized(String program, boolean byCmd) {
        return Ended.refused(
                byCmd ? NOT_RECOGNIZED_BY_CMD : 1,
                "'"
                        + program
                        + "' is not recognized as an internal or external command,\r\n"
                        + "operable program or batch file.\r\n");
    }

    private static String programName(String path) {
        String name =
                path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1)
                        .toLowerCase(Locale.ROOT);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (Character.isWhitespace(c) && !quoted) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
