package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.shell.CommandLine;
import io.cloudsoft.winrm4j.client.shell.CommandStateType;
import io.cloudsoft.winrm4j.client.shell.DesiredStreamType;
import io.cloudsoft.winrm4j.client.shell.EnvironmentVariable;
import io.cloudsoft.winrm4j.client.shell.EnvironmentVariableList;
import io.cloudsoft.winrm4j.client.shell.Receive;
import io.cloudsoft.winrm4j.client.shell.ReceiveResponse;
import io.cloudsoft.winrm4j.client.shell.Shell;
import io.cloudsoft.winrm4j.client.shell.StreamType;
import io.cloudsoft.winrm4j.client.transfer.ResourceCreated;
import io.cloudsoft.winrm4j.client.wsman.Locale;
import io.cloudsoft.winrm4j.client.wsman.OptionSetType;
import io.cloudsoft.winrm4j.client.wsman.OptionType;
import io.cloudsoft.winrm4j.client.wsman.SelectorSetType;
import io.cloudsoft.winrm4j.client.wsman.SelectorType;
import io.cloudsoft.winrm4j.client.wsman.Signal;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.Output;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.bind.JAXBElement;
import javax.xml.namespace.QName;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The parts of the five messages of a remote shell (MS-WSMV 3.1.4.5, .11, .12, .14, and
/// WS-Transfer Delete).
final class ShellMessages {
    static final String RESOURCE = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd";
    static final int ENVELOPE_BYTES = 153_600;

    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    private static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    private static final String TERMINATE = SHELL + "/signal/terminate";
    private static final String DONE = SHELL + "/CommandState/Done";

    private ShellMessages() {}

    static Locale english() {
        Locale locale = new Locale();
        locale.setLang("en-US");
        return locale;
    }

    /// `PT20.000S`, as Windows writes durations itself.
    static String duration(Duration duration) {
        return "PT%d.%03dS".formatted(duration.toSeconds(), duration.toMillisPart());
    }

    /// @param idleTimeout after which a host deletes the shell by itself; Windows takes 60 s at the
    ///   least
    static Shell shell(Map<String, String> environment, Duration idleTimeout) {
        Shell shell = new Shell();
        if (!environment.isEmpty()) {
            EnvironmentVariableList list = new EnvironmentVariableList();
            new TreeMap<>(environment)
                    .forEach((name, value) -> {
                        EnvironmentVariable variable = new EnvironmentVariable();
                        variable.setName(name);
                        variable.setValue(value);
                        list.getVariable().add(variable);
                    });
            shell.setEnvironment(list);
        }
        shell.getInputStreams().add("stdin");
        shell.getOutputStreams().add("stdout");
        shell.getOutputStreams().add("stderr");
        // winrm4j's own field is spelled IdleTimeout; Windows reads IdleTimeOut (MS-WSMV 2.2.4.37).
        shell.getAny()
                .add(
                        new JAXBElement<>(
                                new QName(SHELL, "IdleTimeOut"),
                                String.class,
                                duration(idleTimeout)));
        return shell;
    }

    static OptionSetType shellOptions() {
        return options("WINRS_NOPROFILE", "TRUE", "WINRS_CODEPAGE", "65001");
    }

    /// SKIP_CMD_SHELL: the program is started as it is, no cmd.exe reads the line before.
    static OptionSetType commandOptions() {
        return options("WINRS_CONSOLEMODE_STDIN", "TRUE", "WINRS_SKIP_CMD_SHELL", "TRUE");
    }

    static CommandLine commandLine(ShellCommand command) {
        CommandLine line = new CommandLine();
        line.setCommand(command.program());
        line.getArguments().addAll(command.arguments());
        return line;
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

    static SelectorSetType selecting(String shellId) {
        SelectorType selector = new SelectorType();
        selector.setName("ShellId");
        selector.getContent().add(shellId);
        SelectorSetType set = new SelectorSetType();
        set.getSelector().add(selector);
        return set;
    }

    /// The ShellId that a Create was answered with.
    static Optional<String> shellId(ResourceCreated created) {
        for (Element element : created.getAny()) {
            NodeList selectors = element.getElementsByTagNameNS(WSMAN, "Selector");
            for (int i = 0; i < selectors.getLength(); i++) {
                Element selector = (Element) selectors.item(i);
                String id = selector.getTextContent();
                if (selector.getAttribute("Name").equals("ShellId") && !id.isBlank()) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }

    /// Takes an answer to Receive in and says whether it brought anything.
    static boolean take(ReceiveResponse response, Output output) {
        boolean brought = false;
        for (StreamType block : response.getStream()) {
            byte[] bytes = block.getValue();
            if (bytes != null && bytes.length > 0) {
                brought = true;
                output.add(block.getName(), bytes);
            }
        }
        CommandStateType state = response.getCommandState();
        if (state != null && DONE.equals(state.getState())) {
            BigInteger code = state.getExitCode();
            // 32 bits, which some hosts write with a sign and some without.
            output.end(code == null ? null : Integer.valueOf(code.intValue()));
            brought = true;
        }
        return brought;
    }

    private static OptionSetType options(String... namesAndValues) {
        OptionSetType set = new OptionSetType();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            OptionType option = new OptionType();
            option.setName(namesAndValues[i]);
            option.setValue(namesAndValues[i + 1]);
            set.getOption().add(option);
        }
        return set;
    }
}
