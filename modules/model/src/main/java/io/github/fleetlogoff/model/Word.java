package io.github.fleetlogoff.model;

import java.util.Optional;

/// An enum constant with the spelling that files, reports and options use for it.
public interface Word {

    /// The spelling, lower case with hyphens.
    String word();

    /// The constant of `type` with this exact spelling.
    static <E extends Enum<E> & Word> Optional<E> find(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.word().equals(word)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
