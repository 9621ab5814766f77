package io.github.fleetlogoff.simulator.windows;

/// The IDLE column of quser.
final class IdleText {
    private static final int MINUTES_OF_A_DAY = 1440;

    private IdleText() {}

    /// How quser prints so many minutes: `.`, `59`, `1:05`, `2+03:04`.
    static String of(long minutes) {
        if (minutes == 0) {
            return ".";
        }
        if (minutes < 60) {
            return String.valueOf(minutes);
        }
        long days = minutes / MINUTES_OF_A_DAY;
        long hours = minutes / 60 % 24;
        String rest = twoDigits(minutes % 60);
        return days > 0 ? days + "+" + twoDigits(hours) + ":" + rest : hours + ":" + rest;
    }

    /// The same idle time later. Who idles goes on idling, who works goes on working, and what is
    /// no time stays what it is.
    static String later(String idle, long minutes) {
        Integer seconds = minutes == 0 ? null : UserTable.seconds(idle);
        return seconds == null || seconds == 0 ? idle : of(seconds / 60 + minutes);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
