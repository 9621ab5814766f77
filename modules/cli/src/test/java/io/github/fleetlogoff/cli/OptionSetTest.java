package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// How options are declared, and what is read of them.
class OptionSetTest {
    private final Tour tour = new Tour();
    private final CommandLine line = tour.line();

    private static final class Legs extends OptionSet {
        final Argument<Integer> legs = option("--legs").takes("N").help("how many [3]").number(3);
        final Argument<String> pace = option("-p", "--pace").takes("PACE").text("slow");

        Legs() {
            super(HelpGroup.LIMITS);
        }
    }

    private static final class Tour extends Command {
        final Argument<Path> map = file("MAP", "where to");
        final Argument<List<String>> guests = option("-g", "--guest").takes("NAME").texts();
        final Argument<List<String>> tags = option("--tags").commas().texts(List.of("day"));
        final Argument<List<Integer>> sizes = option("--size").numbers();
        final Argument<@Nullable Path> log = option("--log").path();
        final Argument<Boolean> rain = option("--rain").help("though it rains").flag();
        final Legs legs = with(new Legs());
        final Argument<@Nullable Integer> pace = option("--pace").takes("KMH").number();

        Tour() {
            super("tour", "A walk.");
        }

        @Override
        public Integer call() {
            return legs.legs.get();
        }
    }

    @Test
    void what_holds_without_an_option_holds_before_a_line_is_read() {
        assertThat(tour.legs.legs.get()).isEqualTo(3);
        assertThat(tour.guests.get()).isEmpty();
        assertThat(tour.tags.get()).containsExactly("day");
        assertThat(tour.log.get()).isNull();
        assertThat(tour.rain.get()).isFalse();
    }

    @Test
    void a_line_says_what_it_names_and_the_rest_holds_as_without() {
        assertThat(line.execute("there.map", "-g", "ann", "--legs=5", "--guest=bob", "--rain"))
                .isEqualTo(5);

        assertThat(tour.map.get()).isEqualTo(Path.of("there.map"));
        assertThat(tour.guests.get()).containsExactly("ann", "bob");
        assertThat(tour.rain.get()).isTrue();
        assertThat(tour.rain.isGiven()).isTrue();
        assertThat(tour.tags.get()).containsExactly("day");
        assertThat(tour.tags.isGiven()).isFalse();
    }

    @Test
    void one_value_holds_several_only_where_commas_part_them() {
        line.parseArgs("there.map", "--tags", "a,b", "--tags=c", "-g", "ann,bob", "--size", "7");

        assertThat(tour.tags.get()).containsExactly("a", "b", "c");
        assertThat(tour.guests.get()).containsExactly("ann,bob");
        assertThat(tour.sizes.get()).containsExactly(7);
    }

    @Test
    void what_takes_one_value_is_refused_twice() {
        assertThatThrownBy(() -> line.parseArgs("there.map", "--legs", "1", "--legs", "2"))
                .isInstanceOf(CommandLine.OverwrittenOptionException.class)
                .hasMessageContaining("'--legs' (N) should be specified only once");
    }

    @Test
    void a_number_that_is_none_is_refused_by_the_options_name() {
        assertThatThrownBy(() -> line.parseArgs("there.map", "--size", "big"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("'big' is not an int")
                .hasMessageContaining("--size");
    }

    @Test
    void the_word_after_a_command_must_be_there() {
        assertThatThrownBy(() -> line.parseArgs("--rain"))
                .isInstanceOf(CommandLine.MissingParameterException.class)
                .hasMessageContaining("MAP");
    }

    @Test
    void an_option_declared_again_goes_in_the_place_of_the_first() {
        line.parseArgs("there.map", "--pace", "4");

        assertThat(tour.pace.get()).isEqualTo(4);
        assertThat(tour.legs.pace.get()).isEqualTo("slow");
        assertThat(line.getCommandSpec().findOption("-p")).isNull();
    }

    @Test
    void the_help_shows_an_option_under_the_heading_of_its_set() {
        HelpScreen.install(line);

        assertThat(line.getUsageMessage())
                .contains("A walk.", "--rain", "though it rains", "Print version information")
                .containsPattern("Limits:\\R +--legs=N +how many \\[3\\]");
    }

    @Test
    void messages_call_an_option_by_its_longest_name_and_a_word_by_its_label() {
        assertThat(tour.guests.name()).isEqualTo("--guest");
        assertThat(tour.map.name()).isEqualTo("MAP");
    }
}
