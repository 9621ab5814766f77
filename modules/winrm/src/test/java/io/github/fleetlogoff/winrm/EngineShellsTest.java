package io.github.fleetlogoff.winrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineShellsTest {
    private final List<String> heard = new ArrayList<>();
    private final EngineShells shells =
            new EngineShells(
                    Map.of(
                            Engine.WSMAN, () -> made(Engine.WSMAN),
                            Engine.WINRM4J, () -> made(Engine.WINRM4J)));

    private RemoteShell made(Engine engine) {
        heard.add("make " + engine.word());
        return new RemoteShell() {
            @Override
            public ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch) {
                heard.add(host.name() + " " + engine.word());
                return new ShellOutcome.Answered(new byte[0], new byte[0], 0);
            }

            @Override
            public int leakedShells() {
                return 2;
            }

            @Override
            public void close() {
                heard.add("close " + engine.word());
            }
        };
    }

    private void run(String name, @Nullable Engine engine) {
        run(shells, name, engine);
    }

    private static void run(EngineShells shells, String name, @Nullable Engine engine) {
        Connection connection = new Connection("h", 5985, null, AuthScheme.NEGOTIATE, null);
        shells.run(
                Host.of(name, engine == null ? connection : connection.withEngine(engine)),
                RemoteShellContract.command("x"),
                RecordedWatch.patient());
    }

    @Test
    void makes_an_engine_once_and_only_where_a_host_asks_for_it() {
        run("a", Engine.WSMAN);
        run("b", Engine.WSMAN);
        shells.close();
        assertThat(heard).containsExactly("make wsman", "a wsman", "b wsman", "close wsman");
    }

    @Test
    void gives_a_host_that_asks_for_none_to_the_default() {
        run("a", null);
        run("b", Engine.WINRM4J);
        assertThat(heard).containsSubsequence("make wsman", "a wsman", "make winrm4j", "b winrm4j");
    }

    @Test
    void an_engine_that_cannot_be_made_is_not_tried_again_for_each_host() {
        List<String> tried = new ArrayList<>();
        EngineShells broken =
                new EngineShells(
                        Map.of(
                                Engine.WSMAN,
                                () -> made(Engine.WSMAN),
                                Engine.WINRM4J,
                                () -> {
                                    tried.add("make");
                                    throw new IllegalStateException("a library is missing");
                                }));

        for (String host : List.of("a", "b")) {
            assertThatThrownBy(() -> run(broken, host, Engine.WINRM4J))
                    .hasMessage("a library is missing");
        }
        run(broken, "c", Engine.WSMAN);

        assertThat(tried).hasSize(1);
        assertThat(heard).containsExactly("make wsman", "c wsman");
    }

    @Test
    void makes_nothing_after_its_end() {
        shells.close();
        assertThatThrownBy(() -> run("a", Engine.WSMAN)).isInstanceOf(IllegalStateException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void adds_up_the_shells_that_engines_may_have_left() {
        assertThat(shells.leakedShells()).isZero();
        run("a", Engine.WSMAN);
        run("b", Engine.WINRM4J);
        assertThat(shells.leakedShells()).isEqualTo(4);
    }
}
