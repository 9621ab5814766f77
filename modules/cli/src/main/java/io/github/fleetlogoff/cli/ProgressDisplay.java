package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.report.ProgressLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Shows the progress of a run on standard error: one line of a terminal, redrawn a few times a
/// second, or a plain line now and then where there is none.
final class ProgressDisplay implements ProgressScope {
    // Until it is drawn anew, a terminal that has become narrower cuts the line itself, so that it
    // never takes two (DECAWM).
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration NOTE = Duration.ofSeconds(30);

    private final ProgressLine line = new ProgressLine();
    private final Terminal terminal;
    private final TerminalWidth width;
    private final boolean redrawn;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> drawing;

    private ProgressDisplay(Terminal terminal, InstantSource clock, boolean redrawn) {
        this.terminal = terminal;
        this.width = TerminalWidth.ofProcess(terminal.width());
        this.redrawn = redrawn;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("progress").factory());
        long millis = (redrawn ? REDRAW : NOTE).toMillis();
        drawing = timer.scheduleWithFixedDelay(this::draw, millis, millis, TimeUnit.MILLISECONDS);
    }

    /// The display for this terminal.
    ///
    /// @param type the value of `TERM`
    static ProgressDisplay of(Terminal terminal, Optional<String> type, InstantSource clock) {
        boolean dumb = type.filter("dumb"::equals).isPresent();
        return new ProgressDisplay(terminal, clock, terminal.attached().err() && !dumb);
    }

    @Override
    public void emit(RunEvent event) {
        line.emit(event);
    }

    /// Shows the line as it is now.
    void draw() {
        PrintWriter err = terminal.err();
        if (redrawn) {
            String text = line.render(clock.instant(), width.getAsInt() - 1);
            err.print(ERASE_LINE + NO_WRAP + text + WRAP);
        } else {
            String text = line.render(clock.instant());
            if (!text.isEmpty()) {
                err.println("fleet-logoff: " + text);
            }
        }
        err.flush();
    }

    @Override
    public void close() {
        drawing.cancel(false);
        timer.shutdownNow();
        width.close();
        if (redrawn) {
            terminal.err().print(ERASE_LINE);
            terminal.err().flush();
        }
    }
}
