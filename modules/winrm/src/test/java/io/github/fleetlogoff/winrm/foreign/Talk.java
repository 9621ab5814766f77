package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One shell conversation with the responder: Create, Command, Receive, Signal, Delete.
final class Talk {
    private static final Pattern STDOUT = Pattern.compile("Name=\"stdout\"[^>]*>([^<]*)<");

    private Talk() {}

    /// Has the command echoed.
    ///
    /// @return what came back on standard output
    static String run(Wire wire, Logon logon, String command) throws IOException, LogonException {
        String output = "";
        for (String action : List.of("Create", "Command", "Receive", "Signal", "Delete")) {
            Wire.Answer answer = wire.post(logon, message(action, command));
            assertThat(answer.status()).as(action).isEqualTo(200);
            assertThat(answer.body()).contains("<a:RelatesTo>uuid:" + action + "</a:RelatesTo>");
            Matcher stdout = STDOUT.matcher(answer.body());
            if (stdout.find()) {
                output =
                        new String(
                                Base64.getDecoder().decode(stdout.group(1)),
                                StandardCharsets.UTF_8);
            }
        }
        return output;
    }

    static String message(String action, String command) {
        return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
        xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" \
        xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"><s:Header>\
        <a:Action>http://schemas.microsoft.com/wbem/wsman/1/windows/shell/%1$s</a:Action>\
        <a:MessageID>uuid:%1$s</a:MessageID></s:Header>\
        <s:Body><rsp:Command>%2$s</rsp:Command></s:Body></s:Envelope>\
        """
                .formatted(action, command);
    }
}
