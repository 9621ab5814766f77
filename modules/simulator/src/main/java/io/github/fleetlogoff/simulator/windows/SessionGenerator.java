package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.simulator.windows.UserSession.Account;
import io.github.fleetlogoff.simulator.windows.UserSession.State;
import io.github.fleetlogoff.simulator.windows.UserSession.Times;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes the sessions of one computer: the console, with or without somebody, and 0 to 5 others.
final class SessionGenerator {

    private static final List<String> NAMES =
            List.of(
                    "asmith",
                    "ben bolen",
                    "m.weber",
                    "carol",
                    "svc_backup",
                    "dlee",
                    "Anna-Maria",
                    "t.okafor",
                    "rgupta",
                    "Administrator",
                    "k.nowak",
                    "yuki.tanaka");

    // How many sessions of a hundred hosts have 0, 1, … sessions beside the console.
    private static final int[] HOSTS_BY_SESSIONS = {8, 14, 26, 27, 15, 10};

    private static final int MINUTES_OF_A_DAY = 1440;

    private final Language language;
    private final SplittableRandom random;
    private final String computerName;
    private final LocalDateTime now;
    private final Behaviour behaviour;
    private final boolean needsUser;
    private final List<UserSession> sessions = new ArrayList<>(7);

    /// @param needsUser whether there must be a session of jdoe, to show what goes wrong there
    SessionGenerator(
            Language language,
            SplittableRandom random,
            String computerName,
            LocalDateTime now,
            @Nullable HostBehaviour behaviour,
            boolean needsUser) {
        this.language = language;
        this.random = random;
        this.computerName = computerName;
        this.now = now;
        this.behaviour = behaviour == null ? Behaviour.OK : behaviour.behaviour();
        this.needsUser = needsUser;
    }

    List<UserSession> generate() {
        boolean jdoe = needsUser || percent(25);
        boolean jdoeAtConsole = jdoe && !needsUser && percent(12);
        console(jdoeAtConsole);
        int others = Math.max(count(), jdoe && !jdoeAtConsole ? 1 : 0);
        int id = 1;
        int first = random.nextInt(NAMES.size());
        for (int index = 0; index < others; index++) {
            boolean his = jdoe && !jdoeAtConsole && (index == 0 || (index == 1 && percent(20)));
            String user = his ? jdoe() : name(first + index);
            id += 1 + random.nextInt(percent(5) ? 120 : 3);
            remote(id, user, percent(40));
        }
        if (percent(6)) {
            sessions.add(
                    new UserSession(
                            id + 1,
                            Account.NOBODY,
                            "",
                            State.DISCONNECTED,
                            Times.UNKNOWN,
                            behaviour));
        }
        return sessions;
    }

    private void console(boolean jdoe) {
        if (jdoe || percent(35)) {
            String user = jdoe ? jdoe() : name(random.nextInt(NAMES.size()));
            String idle = percent(70) ? UserSession.NO_IDLE : IdleText.of(random.nextInt(180));
            sessions.add(
                    new UserSession(
                            1,
                            account(user),
                            "console",
                            State.ACTIVE,
                            times(idle, 600),
                            behaviour));
        } else {
            sessions.add(
                    new UserSession(
                            1,
                            Account.NOBODY,
                            "console",
                            State.CONNECTED,
                            Times.UNKNOWN,
                            behaviour));
        }
    }

    private void remote(int id, String user, boolean disconnected) {
        if (disconnected) {
            int minutes =
                    percent(40)
                            ? random.nextInt(MINUTES_OF_A_DAY, 9 * MINUTES_OF_A_DAY)
                            : random.nextInt(600);
            sessions.add(
                    new UserSession(
                            id,
                            account(user),
                            "",
                            State.DISCONNECTED,
                            times(IdleText.of(minutes), minutes),
                            behaviour));
        } else {
            int minutes = percent(50) ? 0 : random.nextInt(240);
            sessions.add(
                    new UserSession(
                            id,
                            account(user),
                            "rdp-tcp#" + random.nextInt(1, 100),
                            State.ACTIVE,
                            times(IdleText.of(minutes), minutes),
                            behaviour));
        }
    }

    private Times times(String idle, int minutesAtLeast) {
        return new Times(
                idle,
                language.date(
                        now.minusMinutes(
                                minutesAtLeast + random.nextLong(1, 2 * MINUTES_OF_A_DAY))));
    }

    private String jdoe() {
        return percent(20) ? "JDoe" : "jdoe";
    }

    // Each computer starts elsewhere in the list, so that nobody has two sessions by chance; one
    // name is of the language.
    private String name(int index) {
        return index % NAMES.size() == 2 ? localName() : NAMES.get(index % NAMES.size());
    }

    private String localName() {
        return switch (language) {
            case ENGLISH -> "m.weber";
            case GERMAN -> "Jürgen";
            case FRENCH -> "rené.béguin";
            case SPANISH -> "Íñigo";
            case ITALIAN -> "nicolò";
            case RUSSIAN -> "Мария";
            case JAPANESE -> "田中";
            case CHINESE -> "王伟";
        };
    }

    private Account account(String user) {
        return new Account(user, user.equals("Administrator") ? computerName : "CORP");
    }

    private int count() {
        int dice = random.nextInt(100);
        int count = 0;
        while (dice >= HOSTS_BY_SESSIONS[count]) {
            dice -= HOSTS_BY_SESSIONS[count];
            count++;
        }
        return count;
    }

    private boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }
}
