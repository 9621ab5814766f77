package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.report.ProgressLine;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Keeps the progress line of a run on a terminal, redrawn a few times a second.
final class ProgressDisplay implements ProgressScope {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final int REDRAW_MILLIS = 200;

    private final ProgressLine line = new ProgressLine();
    private final PrintWriter err;
    private final int columns;
    private final InstantSource clock;
    private final ScheduledExecutorService redraw;
    private final ScheduledFuture<?> drawing;

    ProgressDisplay(Terminal terminal, InstantSource clock) {
        this.err = terminal.err();
        this.columns = terminal.width();
        this.clock = clock;
        this.redraw =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("progress").factory());
        drawing =
                redraw.scheduleWithFixedDelay(
                        this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void emit(RunEvent event) {
        line.emit(event);
    }

    private void draw() {
        String text = line.render(clock.instant());
        err.print(ERASE_LINE + text.substring(0, Math.min(text.length(), columns - 1)));
        err.flush();
    }

    @Override
    public void close() {
        drawing.cancel(false);
        redraw.shutdownNow();
        err.print(ERASE_LINE);
        err.flush();
    }
}
