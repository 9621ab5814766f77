package io.github.fleetlogoff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/// Options that belong together. Each is declared where its value is kept, by a field:
///
/// ```java
/// final Argument<@Nullable Integer> limit =
///         option("-l", "--limit").takes("N").help("at most so many [no limit]").number();
/// ```
///
/// Not by picocli's annotations: reading those took a third of a start (docs/decisions/0040).
class OptionSet {
    private final HelpGroup group;
    private final List<ArgSpec> arguments = new ArrayList<>();

    /// @param group the heading under which the help shows them
    OptionSet(HelpGroup group) {
        this.group = group;
    }

    /// The options and words, in the order in which they were declared.
    final List<ArgSpec> arguments() {
        return List.copyOf(arguments);
    }

    /// Takes the options of another set up into this one.
    final <S extends OptionSet> S with(S set) {
        arguments.addAll(set.arguments());
        return set;
    }

    /// An option. One that a set before has already under its first name goes in its place.
    final Declaration option(String... names) {
        arguments.removeIf(other ->
                other instanceof OptionSpec named && List.of(named.names()).contains(names[0]));
        return new Declaration(names);
    }

    /// The word that stands after the command.
    final Argument<String> word(String label, String help) {
        return declare(
                positional(String.class, label, help).required(true).initialValue("").build(), "");
    }

    /// The file that stands after the command.
    final Argument<Path> file(String label, String help) {
        Path none = Path.of("");
        return declare(
                positional(Path.class, label, help)
                        .required(true)
                        .converters(Path::of)
                        .initialValue(none)
                        .build(),
                none);
    }

    /// All words that stand after the command, if any.
    final Argument<List<String>> words(String label, String help) {
        return declare(
                positional(List.class, label, help)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .initialValue(List.of())
                        .build(),
                List.of());
    }

    private static PositionalParamSpec.Builder positional(
            Class<?> type, String label, String help) {
        return PositionalParamSpec.builder().type(type).paramLabel(label).description(help);
    }

    private <T extends @Nullable Object> Argument<T> declare(ArgSpec argument, T without) {
        arguments.add(argument);
        return new Argument<>(argument, without);
    }

    /// An option of which the kind of its value is still to be said, by the last call.
    final class Declaration {
        private final OptionSpec.Builder option;
        private HelpGroup shownUnder = group;
        private boolean rare;

        private Declaration(String... names) {
            option = OptionSpec.builder(names);
        }

        /// What its value is called in the help.
        Declaration takes(String label) {
            option.paramLabel(label);
            return this;
        }

        /// What the help says of it, `%` written twice.
        Declaration help(String text) {
            option.description(text);
            return this;
        }

        /// Its value is several, with commas between them.
        Declaration commas() {
            option.splitRegex(",");
            return this;
        }

        /// Shown under another heading than its set.
        Declaration under(HelpGroup heading) {
            shownUnder = heading;
            return this;
        }

        /// Shown only where every option is asked for.
        Declaration rare() {
            rare = true;
            return this;
        }

        /// Never shown.
        Declaration hidden() {
            option.hidden(true);
            return this;
        }

        /// Whether it is there.
        Argument<Boolean> flag() {
            return one(boolean.class, false);
        }

        /// Once for each time it is there.
        Argument<boolean[]> flags() {
            option.arity(Range.valueOf("0").unspecified(true));
            return one(boolean[].class, new boolean[0]);
        }

        Argument<@Nullable String> text() {
            return one(String.class, null);
        }

        Argument<String> text(String without) {
            return one(String.class, without);
        }

        Argument<@Nullable Integer> number() {
            return one(Integer.class, null);
        }

        Argument<Integer> number(int without) {
            return one(Integer.class, without);
        }

        Argument<Long> number(long without) {
            return one(Long.class, without);
        }

        Argument<@Nullable Path> path() {
            option.converters(Path::of);
            return one(Path.class, null);
        }

        /// Repeatable.
        Argument<List<String>> texts() {
            return texts(List.of());
        }

        /// Repeatable.
        Argument<List<String>> texts(List<String> without) {
            return several(String.class, without);
        }

        /// Repeatable.
        Argument<List<Integer>> numbers() {
            return several(Integer.class, List.of());
        }

        /// Repeatable.
        Argument<List<Path>> paths() {
            option.converters(Path::of);
            return several(Path.class, List.of());
        }

        private <T> Argument<List<T>> several(Class<T> kind, List<T> without) {
            option.auxiliaryTypes(kind);
            return one(List.class, without);
        }

        private <T extends @Nullable Object> Argument<T> one(Class<?> kind, T without) {
            return declare(
                    option.type(kind)
                            .initialValue(without)
                            .userObject(new HelpScreen.Place(shownUnder, rare))
                            .build(),
                    without);
        }
    }
}
