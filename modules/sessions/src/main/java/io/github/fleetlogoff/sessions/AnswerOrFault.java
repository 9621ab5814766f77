package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

/// What was found in the output of a host.
public sealed interface AnswerOrFault {

    /// An answer that obeys the contract in every field.
    record Answer(SessionAnswer answer) implements AnswerOrFault {
        public Answer {
            requireNonNull(answer, "answer is null");
        }
    }

    /// Nothing that looks like an answer.
    record Missing() implements AnswerOrFault {}

    /// Something that looks like an answer and is none.
    ///
    /// @param why one clause for a person; holds nothing of the host's own text
    record Refused(String why) implements AnswerOrFault {
        public Refused {
            requireNonNull(why, "why is null");
        }
    }
}
