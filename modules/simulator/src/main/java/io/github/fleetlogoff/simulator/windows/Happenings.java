package io.github.fleetlogoff.simulator.windows;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What is going to happen on one computer, and before which conversation. The same seed lets the
/// same happen. Of one thread.
final class Happenings {
    /// Nothing ever happens.
    static final Happenings NONE = new Happenings(List.of(), new SplittableRandom(0));

    private static final int FIRST_GAP = 2;
    private static final List<Happening> BY_CHANCE =
            List.of(Happening.CAME_BACK, Happening.NEW_LOGON, Happening.ID_REUSE, Happening.LEAVES);
    // Of ten users, six do something.
    private static final int DICE = 10;
    private static final int SOMETHING = 6;

    private final List<Planned> planned;
    private final SplittableRandom random;

    /// @param before the number of a conversation, from 1
    private record Planned(Happening what, int before) {}

    private Happenings(List<Planned> planned, SplittableRandom random) {
        this.planned = planned;
        this.random = random;
    }

    /// Those of the fault words of a host: a happening, or one with `@N` for "before the Nth
    /// conversation"; other words are left to others.
    static Happenings of(Collection<String> words, SplittableRandom random) {
        List<Planned> planned =
                words.stream().map(Happenings::planned).flatMap(Optional::stream).toList();
        return new Happenings(planned, random);
    }

    private static Optional<Planned> planned(String word) {
        int at = word.indexOf('@');
        int before = at < 0 ? FIRST_GAP : Integer.parseInt(word.substring(at + 1));
        return Happening.of(at < 0 ? word : word.substring(0, at))
                .map(what -> new Planned(what, before));
    }

    /// Whether nothing ever happens.
    boolean isEmpty() {
        return planned.isEmpty();
    }

    /// Lets happen what is to happen before a conversation.
    ///
    /// @param conversation its number, from 1
    void before(int conversation, SimulatedComputer computer) {
        for (Planned each : planned) {
            if (each.what == Happening.RESTLESS
                    ? conversation >= FIRST_GAP
                    : conversation == each.before) {
                computer.present().stream()
                        .filter(session -> !session.user().isEmpty())
                        .forEach(session -> strike(each.what, session, computer));
            }
        }
    }

    private void strike(Happening what, UserSession session, SimulatedComputer computer) {
        switch (what) {
            case CAME_BACK -> session.comeBack("rdp-tcp#" + random.nextInt(100, 1000));
            case NEW_LOGON -> computer.leave(session, Optional.of(session.user()));
            case ID_REUSE -> computer.leave(session, Optional.of(stranger(computer)));
            case DISCONNECTS -> session.disconnect();
            case LEAVES -> computer.leave(session, Optional.empty());
            case RESTLESS -> {
                if (random.nextInt(DICE) < SOMETHING) {
                    strike(BY_CHANCE.get(random.nextInt(BY_CHANCE.size())), session, computer);
                }
            }
        }
    }

    // Somebody who has no session there.
    private String stranger(SimulatedComputer computer) {
        String name = "stranger" + random.nextInt(10, 100);
        return computer.present().stream().anyMatch(each -> each.user().equals(name))
                ? stranger(computer)
                : name;
    }
}
