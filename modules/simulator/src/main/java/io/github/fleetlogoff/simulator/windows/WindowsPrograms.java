package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.simulator.windows.SessionTruth.EndedBy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The programs of one simulated computer during one command. Of one thread.
final class WindowsPrograms implements Programs {

    static final long SLOW_MILLIS = 1000;
    static final String NOT_FOUND = "Error [7022]:The specified session cannot be found.\r\n";

    private final SimulatedComputer computer;
    private final VirtualClock clock;

    WindowsPrograms(SimulatedComputer computer, VirtualClock clock) {
        this.computer = computer;
        this.clock = clock;
    }

    @Override
    public Printed quser() {
        List<UserSession> sessions = computer.present();
        if (computer.quserSilent() || sessions.stream().allMatch(each -> each.user().isEmpty())) {
            return new Printed(1, "No User exists for *\r\n");
        }
        return new Printed(0, computer.writer().quser(sessions));
    }

    /// quser with an operand: a user, a session name or an id.
    Printed quserOf(String operand) {
        List<UserSession> sessions =
                computer.present().stream()
                        .filter(each -> !each.user().isEmpty())
                        .filter(each ->
                                each.user().equalsIgnoreCase(operand)
                                        || each.sessionName().equalsIgnoreCase(operand)
                                        || String.valueOf(each.id()).equals(operand))
                        .toList();
        if (computer.quserSilent() || sessions.isEmpty()) {
            return new Printed(1, "No User exists for " + operand + "\r\n");
        }
        return new Printed(0, computer.writer().quser(sessions));
    }

    @Override
    public Printed qwinsta() {
        if (computer.silent()) {
            return new Printed(1, "No session exists for *\r\n");
        }
        return new Printed(0, computer.writer().qwinsta(computer.present(), computer.listeners()));
    }

    @Override
    public Printed whoami() {
        String level =
                computer.elevated()
                        ? "High Mandatory Level  Label  S-1-16-12288"
                        : "Medium Mandatory Level  Label  S-1-16-8192";
        return new Printed(0, "Mandatory Label\\" + level + "\r\n");
    }

    @Override
    public Printed msg(int id, String seconds, String text) {
        UserSession session = find(id);
        if (session == null) {
            return new Printed(1, NOT_FOUND);
        }
        if (session.behaviour() == Behaviour.REFUSE || !computer.elevated()) {
            return new Printed(1, "");
        }
        session.warned(computer.clock().instant());
        return new Printed(0, "");
    }

    @Override
    public Child logoff(int id) {
        UserSession session = find(id);
        if (session == null) {
            return Child.done(1, NOT_FOUND);
        }
        session.logoffCalled();
        if (!computer.elevated()) {
            return Child.done(1, computer.language().accessDenied() + "\r\n");
        }
        return switch (session.behaviour()) {
            case OK -> ended(session, EndedBy.LOGOFF);
            case SLOW -> endingLater(session);
            case HANG -> Child.running();
            case REFUSE ->
                    Child.done(
                            1,
                            "Could not logoff session ID "
                                    + id
                                    + " from session RDP-Tcp, Error code 5\r\n"
                                    + computer.language().accessDenied()
                                    + "\r\n");
            case LIE, RESET -> Child.done(0, "");
            case BLIND -> {
                computer.goSilent();
                yield Child.done(0, "");
            }
            case DEAF -> {
                computer.silenceQuser();
                yield Child.done(0, "");
            }
            case DEAF_OK -> {
                computer.silenceQuser();
                yield ended(session, EndedBy.LOGOFF);
            }
            case AGAIN -> {
                computer.logOnAgain(session);
                yield Child.done(0, "");
            }
            case HANG_AGAIN -> {
                session.showLogonTime("1 Jan 1601");
                yield Child.running();
            }
        };
    }

    @Override
    public Child rwinsta(int id) {
        UserSession session = find(id);
        if (session == null) {
            return Child.done(1, NOT_FOUND);
        }
        if (!computer.elevated()) {
            return Child.done(1, computer.language().accessDenied() + "\r\n");
        }
        return switch (session.behaviour()) {
            case OK, SLOW, AGAIN, DEAF_OK, HANG, RESET -> ended(session, EndedBy.RESET);
            case LIE, BLIND, DEAF, HANG_AGAIN -> Child.done(0, "");
            case REFUSE -> Child.done(1, computer.language().accessDenied() + "\r\n");
        };
    }

    @Override
    public @Nullable Domain domain(int id, String user) {
        UserSession session = find(id);
        if (session == null || !session.user().equalsIgnoreCase(user)) {
            return null;
        }
        String name = session.domain();
        if (name == null) {
            return null;
        }
        return new Domain(
                name,
                name.equals(computer.name())
                        ? null
                        : name.toUpperCase(Locale.ROOT) + ".EXAMPLE.COM");
    }

    private Child ended(UserSession session, EndedBy by) {
        session.end(by, computer.clock().instant());
        return Child.done(0, "");
    }

    private Child endingLater(UserSession session) {
        Child child = Child.running();
        clock.after(
                SLOW_MILLIS,
                () -> {
                    if (child.exit()) {
                        session.end(EndedBy.LOGOFF, computer.clock().instant());
                    }
                });
        return child;
    }

    private @Nullable UserSession find(int id) {
        Optional<UserSession> found =
                computer.present().stream().filter(each -> each.id() == id).findFirst();
        return found.orElse(null);
    }
}
