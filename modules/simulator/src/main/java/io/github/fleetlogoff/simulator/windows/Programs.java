package io.github.fleetlogoff.simulator.windows;

import org.jspecify.annotations.Nullable;

/// The Windows programs that the session script calls.
interface Programs {

    /// What a program printed on both streams, and its exit code.
    record Printed(int code, String text) {}

    Printed quser();

    Printed qwinsta();

    /// `whoami /groups`: the integrity level of the account.
    Printed whoami();

    Printed msg(int id, String seconds, String text);

    /// Starts `logoff id` without waiting.
    Child logoff(int id);

    /// Starts `rwinsta id` without waiting.
    Child rwinsta(int id);

    /// The domain of the user of a session as the registry shows it; null where it shows none.
    @Nullable Domain domain(int id, String user);

    /// The names of a domain.
    ///
    /// @param dns null for the accounts of the computer itself
    record Domain(String name, @Nullable String dns) {}

    /// A started program.
    final class Child {
        private final String said;
        private final int code;
        private boolean exited;
        private boolean killed;

        private Child(int code, String said, boolean exited) {
            this.code = code;
            this.said = said;
            this.exited = exited;
        }

        static Child done(int code, String said) {
            return new Child(code, said, true);
        }

        static Child running() {
            return new Child(0, "", false);
        }

        boolean hasExited() {
            return exited;
        }

        int code() {
            return code;
        }

        /// What it wrote on its error stream.
        String said() {
            return said;
        }

        /// Ends it by its own work, unless it was stopped before.
        boolean exit() {
            if (killed) {
                return false;
            }
            exited = true;
            return true;
        }

        void kill() {
            killed = true;
        }
    }
}
