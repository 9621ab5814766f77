package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.ExchangeException.Kind;
import io.github.fleetlogoff.winrm.ShellClient.Limits;
import io.github.fleetlogoff.winrm.wsman.message.HostFaultException;
import io.github.fleetlogoff.winrm.wsman.message.Message;
import io.github.fleetlogoff.winrm.wsman.message.MessageException;
import io.github.fleetlogoff.winrm.wsman.message.ShellAnswers;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Sends messages to one host and reads their answers, on one connection. For one thread.
final class Exchanges implements AutoCloseable {
    // How much longer than the host may think an answer may take to arrive: the hosts and paths
    // that are slowest need 10 s and more (ansible PR 78869).
    private static final Duration TRAVEL = Duration.ofSeconds(15);

    private final Dialling dialling;
    private final InstantSource clock;
    private Link link;
    private boolean broken;
    private boolean stays;

    /// Makes a connection where the last one has served.
    @FunctionalInterface
    interface Dialling {
        Link dial(Duration timeout) throws ExchangeException;
    }

    /// What becomes of an answer.
    @FunctionalInterface
    interface Reading<T> {
        T read(byte[] answer) throws MessageException, HostFaultException;
    }

    /// What is to be sent.
    @FunctionalInterface
    interface Writing {
        Message message() throws MessageException;
    }

    /// @param link the first connection
    Exchanges(Dialling dialling, Link link, InstantSource clock) {
        this.dialling = requireNonNull(dialling, "dialling is null");
        this.link = requireNonNull(link, "link is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// When a time is over from now on.
    Deadline in(Duration left) {
        return Deadline.in(left, clock);
    }

    /// Real hosts were seen to answer with 204 and no body where there is nothing to say.
    void acknowledge(Limits limits, Writing writing) throws ExchangeException {
        try {
            acknowledged(limits, writing);
        } catch (ExchangeException failure) {
            if (!failure.isEmptySuccess()) {
                throw failure;
            }
        }
    }

    /// As [#acknowledge], but where messages are sealed an answer without one counts for nothing:
    /// anybody can send it, and a command would read half of its input.
    void deliver(Limits limits, Writing writing) throws ExchangeException {
        try {
            acknowledged(limits, writing);
        } catch (ExchangeException failure) {
            if (!failure.isEmptySuccess() || link.mustSeal()) {
                throw failure;
            }
        }
    }

    private void acknowledged(Limits limits, Writing writing) throws ExchangeException {
        exchange(
                limits,
                writing,
                answer -> {
                    ShellAnswers.acknowledged(answer);
                    return true;
                });
    }

    /// Sends a message once and gives what its answer says.
    <T> T exchange(Limits limits, Writing writing, Reading<T> reading) throws ExchangeException {
        Message message = written(writing);
        Duration wait = limits.operation().plus(TRAVEL);
        Deadline by = Deadline.in(wait.compareTo(limits.most()) < 0 ? wait : limits.most(), clock);
        try {
            if (!broken && !link.isUsable()) {
                if (stays) {
                    throw ExchangeException.configuration(
                            "the host had closed the connection", null);
                }
                // The host has closed it after an answer that was whole.
                link.close();
                link = dialling.dial(limits.connect());
            }
            return reading.read(link.exchange(message, by));
        } catch (HostFaultException fault) {
            throw ExchangeException.fault(fault.code(), fault.subcode(), fault);
        } catch (MessageException failure) {
            broken = true;
            throw ExchangeException.unreadable(String.valueOf(failure.getMessage()), failure);
        } catch (ExchangeException failure) {
            broken |= failure.kind() != Kind.FAULT && !failure.isEmptySuccess();
            throw failure;
        }
    }

    private static Message written(Writing writing) throws ExchangeException {
        try {
            return writing.message();
        } catch (MessageException failure) {
            throw ExchangeException.configuration(
                    "the command cannot be sent: it holds a character that XML has not got",
                    failure);
        }
    }

    /// What was answered is none of the protocol: nothing more is read here.
    ExchangeException unreadable(String what, @Nullable Throwable cause) {
        broken = true;
        return ExchangeException.unreadable(what, cause);
    }

    /// Makes no connection any more, and with that no logon: what is asked from here on is not
    /// worth one.
    void stay() {
        stays = true;
    }

    boolean broken() {
        return broken;
    }

    @Override
    public void close() {
        link.close();
    }
}
