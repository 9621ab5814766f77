package io.github.fleetlogoff.simulator.windows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Prints an answer as the session script does: JSON in printable ASCII without blanks, in lines of
/// 76 characters between two sentinels, so that no code page and no console width can damage it.
final class AnswerWriter {

    private static final int LINE = 76;

    private AnswerWriter() {}

    static String print(SessionScript.Answer answer) {
        String json = oneLine(answer);
        StringBuilder text = new StringBuilder(json.length() + json.length() / 30 + 64);
        text.append("--fleet-logoff:1:").append(json.length()).append("--\r\n");
        for (int at = 0; at < json.length(); at += LINE) {
            text.append(json, at, Math.min(json.length(), at + LINE)).append("\r\n");
        }
        return text.append("--fleet-logoff:end--\r\n").toString();
    }

    /// The JSON alone, as it is printed with `-Remoting`.
    static String oneLine(SessionScript.Answer answer) {
        return ascii(json(answer).toString());
    }

    private static ObjectNode json(SessionScript.Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("host", answer.host());
        json.put("mode", "FullLanguage");
        json.put("elevated", answer.elevated());
        json.put("error", answer.error());
        json.put("wrongHost", answer.wrongHost());
        var sessions = json.putArray("sessions");
        for (ScriptSession session : answer.sessions()) {
            ObjectNode row = sessions.addObject();
            row.put("id", session.id);
            row.put("user", session.user);
            row.put("domain", session.domain);
            row.put("sessionName", "".equals(session.sessionName) ? null : session.sessionName);
            row.put("state", session.state);
            row.put("idle", session.idle);
            row.put("idleSeconds", session.idleSeconds);
            row.put("logonTime", session.logonTime);
            row.put("current", session.current);
            row.put("selected", session.selected);
            row.put("outcome", session.outcome);
            row.put("exitCode", session.exitCode);
            row.put("message", session.message);
        }
        json.put("exit", answer.exit());
        return json;
    }

    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length() + 64);
        for (int at = 0; at < json.length(); at++) {
            char c = json.charAt(at);
            if (c < '!' || c > '}') {
                ascii.append("\\u");
                String hex = Integer.toHexString(c);
                ascii.append("0000", 0, 4 - hex.length()).append(hex);
            } else {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }
}
