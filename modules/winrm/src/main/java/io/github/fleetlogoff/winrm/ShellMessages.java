package io.github.fleetlogoff.winrm;

import io.cloudsoft.winrm4j.client.shell.CommandLine;
import io.cloudsoft.winrm4j.client.shell.DesiredStreamType;
import io.cloudsoft.winrm4j.client.shell.EnvironmentVariable;
import io.cloudsoft.winrm4j.client.shell.EnvironmentVariableList;
import io.cloudsoft.winrm4j.client.shell.Receive;
import io.cloudsoft.winrm4j.client.shell.Shell;
import io.cloudsoft.winrm4j.client.transfer.ResourceCreated;
import io.cloudsoft.winrm4j.client.wsman.Locale;
import io.cloudsoft.winrm4j.client.wsman.OptionSetType;
import io.cloudsoft.winrm4j.client.wsman.OptionType;
import io.cloudsoft.winrm4j.client.wsman.SelectorSetType;
import io.cloudsoft.winrm4j.client.wsman.SelectorType;
import io.cloudsoft.winrm4j.client.wsman.Signal;
import io.github.fleetlogoff.sessions.ShellCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// The bodies and headers of the five messages of a remote shell ([MS-WSMV] 3.1.4), in winrm4j's
/// types.
final class ShellMessages {
    static final String RESOURCE = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd";
    // What clients send and every version of Windows takes; answers larger than that come in
    // pieces.
    static final int ENVELOPE_SIZE = 153_600;
    private static final String TERMINATE =
            "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/terminate";
    private static final String UTF_8 = "65001";

    private ShellMessages() {}

    /// @param idle after which the host removes the shell by itself, should we never get to delete
    ///   it
    static Shell shell(ShellCommand command, Duration idle) {
        Shell shell = new Shell();
        shell.getInputStreams().add("stdin");
        shell.getOutputStreams().add("stdout stderr");
        shell.setIdleTimeout(duration(idle));
        EnvironmentVariableList environment = new EnvironmentVariableList();
        command.environment()
                .forEach((name, value) -> {
                    EnvironmentVariable variable = new EnvironmentVariable();
                    variable.setName(name);
                    variable.setValue(value);
                    environment.getVariable().add(variable);
                });
        shell.setEnvironment(environment);
        return shell;
    }

    static OptionSetType shellOptions() {
        return options(Map.of("WINRS_NOPROFILE", "TRUE", "WINRS_CODEPAGE", UTF_8));
    }

    static CommandLine commandLine(ShellCommand command) {
        CommandLine line = new CommandLine();
        line.setCommand(command.program());
        line.getArguments().addAll(command.arguments());
        return line;
    }

    static OptionSetType commandOptions() {
        return options(Map.of("WINRS_SKIP_CMD_SHELL", "TRUE", "WINRS_CONSOLEMODE_STDIN", "TRUE"));
    }

    static Receive receive(String commandId) {
        DesiredStreamType streams = new DesiredStreamType();
        streams.setCommandId(commandId);
        streams.setValue("stdout stderr");
        Receive receive = new Receive();
        receive.setDesiredStream(streams);
        return receive;
    }

    static Signal terminate(String commandId) {
        Signal signal = new Signal();
        signal.setCommandId(commandId);
        signal.setCode(TERMINATE);
        return signal;
    }

    static SelectorSetType selectors(String shellId) {
        SelectorType selector = new SelectorType();
        selector.setName("ShellId");
        selector.getContent().add(shellId);
        SelectorSetType selectors = new SelectorSetType();
        selectors.getSelector().add(selector);
        return selectors;
    }

    static Locale locale() {
        Locale locale = new Locale();
        locale.setLang("en-US");
        return locale;
    }

    static String seconds(Duration duration) {
        return "PT" + Math.max(1, duration.toSeconds()) + "S";
    }

    /// The id in the answer to Create.
    static Optional<String> shellId(ResourceCreated created) {
        for (Element element : created.getAny()) {
            Optional<String> id = shellId(element);
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> shellId(Element element) {
        if ("Selector".equals(element.getLocalName())
                && "ShellId".equals(element.getAttribute("Name"))) {
            String id = element.getTextContent();
            return id == null || id.isBlank() ? Optional.empty() : Optional.of(id.strip());
        }
        NodeList children = element.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element inner) {
                Optional<String> id = shellId(inner);
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return Optional.empty();
    }

    private static OptionSetType options(Map<String, String> values) {
        OptionSetType options = new OptionSetType();
        List<String> names = values.keySet().stream().sorted().toList();
        for (String name : names) {
            OptionType option = new OptionType();
            option.setName(name);
            option.setValue(values.get(name));
            options.getOption().add(option);
        }
        return options;
    }

    private static javax.xml.datatype.Duration duration(Duration duration) {
        try {
            return DatatypeFactory.newInstance().newDuration(seconds(duration));
        } catch (DatatypeConfigurationException e) {
            throw new IllegalStateException("this Java has no XML data types", e);
        }
    }
}
