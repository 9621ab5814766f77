package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Brings lines to disk on a thread of its own: a virtual thread that writes or forces a file holds
/// up its carrier, and the JDK wakes another one for that time, for each of thousands of events.
///
/// All lines that wait are written at once and forced at once. As long as several wait, some time
/// passes from one force to the next, so that many hosts share one. After the first write or force
/// that fails nothing is written again. Thread-safe.
final class JournalWriter {
    private final JournalFile disk;
    private final long pauseNanos;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private List<Line> waiting = new ArrayList<>(); // under lock
    private boolean idle; // under lock
    private @Nullable Throwable failure; // under lock
    private boolean failureTold; // under lock
    private volatile boolean closing; // written under lock

    // Of the writer's own thread.
    private long written;
    private boolean unforced;

    /// A line on its way.
    private static final class Line {
        final byte[] object;
        // Who waits for it, absent where nobody does.
        final @Nullable Thread waiter;
        // Before done.
        @Nullable Throwable failure;
        volatile boolean done;

        Line(byte[] object, @Nullable Thread waiter) {
            this.object = object;
            this.waiter = waiter;
        }

        void end(@Nullable Throwable cause) {
            failure = cause;
            done = true;
            LockSupport.unpark(waiter);
        }
    }

    /// @param lines how many the file has
    /// @param pause from the end of a force that several shared to the next write
    JournalWriter(JournalFile disk, long lines, Duration pause) {
        this.disk = requireNonNull(disk, "disk is null");
        this.written = lines;
        this.pauseNanos = pause.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("journal").unstarted(this::work);
        thread.start();
    }

    /// Gives a line and does not wait for it: it is forced with the next one that somebody waits
    /// for.
    ///
    /// @throws IOException where one before it could not be written, or the file is closed
    void give(byte[] object) throws IOException {
        add(new Line(object, null));
    }

    /// Gives a line and returns when it is on disk. An interrupt does not end that, and is kept.
    ///
    /// @throws IOException where it, or one before it, could not be written, or the file is closed
    void force(byte[] object) throws IOException {
        Line line = new Line(object, Thread.currentThread());
        add(line);
        boolean interrupted = false;
        while (!line.done) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (line.failure != null) {
            throw told(line.failure);
        }
    }

    /// Refuses every line from here on, for what somebody is told who gives one.
    void fail(IOException cause) {
        lock.lock();
        try {
            failure = failure == null ? cause : failure;
        } finally {
            lock.unlock();
        }
    }

    /// Brings to disk what was given, and closes the file; later calls wait for that.
    ///
    /// @throws IOException where that fails, or something failed before that nobody was told of
    void close() throws IOException {
        boolean first = begunToClose();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (first) {
            disk.close();
            if (failure != null && !failureTold) {
                throw told(failure);
            }
        }
    }

    private boolean begunToClose() {
        lock.lock();
        try {
            boolean first = !closing;
            closing = true;
            given.signal();
            LockSupport.unpark(thread);
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void add(Line line) throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                failureTold = true;
                throw told(failure);
            }
            if (closing) {
                throw new IOException("it is closed");
            }
            waiting.add(line);
            if (idle) {
                given.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        List<Line> lines = List.of();
        try {
            for (lines = next(); !lines.isEmpty(); lines = next()) {
                boolean shared = write(lines) > 1;
                end(lines, null);
                lines = List.of();
                if (shared && !closing) {
                    LockSupport.parkNanos(this, pauseNanos);
                }
            }
            if (unforced) {
                disk.force();
            }
        } catch (IOException | RuntimeException | Error fault) {
            fail(lines, fault);
        }
    }

    /// All that wait, in the order in which they were given; none at the end.
    private List<Line> next() {
        lock.lock();
        try {
            idle = true;
            while (waiting.isEmpty() && !closing) {
                given.awaitUninterruptibly();
            }
            idle = false;
            List<Line> lines = waiting;
            waiting = new ArrayList<>();
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /// Says how many of them somebody waits for.
    private int write(List<Line> lines) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        int awaited = 0;
        for (Line line : lines) {
            sealed.writeBytes(JournalLine.seal(line.object, ++written));
            awaited += line.waiter != null ? 1 : 0;
        }
        unforced = true;
        disk.append(sealed.toByteArray());
        if (awaited > 0) {
            disk.force();
            unforced = false;
        }
        return awaited;
    }

    // Without anything new: the fault may be that there is no memory.
    private void fail(List<Line> lines, Throwable fault) {
        List<Line> others;
        lock.lock();
        try {
            failure = failure == null ? fault : failure;
            others = waiting;
            waiting = List.of();
            failureTold |= isAwaited(lines) || isAwaited(others);
        } finally {
            lock.unlock();
        }
        end(lines, fault);
        end(others, fault);
    }

    private static boolean isAwaited(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).waiter != null) {
                return true;
            }
        }
        return false;
    }

    private static void end(List<Line> lines, @Nullable Throwable cause) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).end(cause);
        }
    }

    private static IOException told(Throwable fault) {
        return fault instanceof IOException known ? known : new IOException(fault);
    }
}
