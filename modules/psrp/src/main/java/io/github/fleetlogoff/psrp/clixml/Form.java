package io.github.fleetlogoff.psrp.clixml;

import java.nio.charset.StandardCharsets;

/// How the same value is spelled: all are read everywhere.
///
/// @param mark whether a byte order mark comes first
/// @param nameFirst whether the name of an object stands before its id
/// @param pairOfTags whether empty text has both tags
public record Form(boolean mark, boolean nameFirst, boolean pairOfTags) {
    /// As PowerShell itself does.
    public static final Form POWERSHELL = new Form(true, true, true);

    /// The form of a text, by what shows it.
    public static Form of(byte[] text) {
        String content = new String(text, StandardCharsets.UTF_8);
        boolean mark = ClixmlReader.hasMark(text);
        return new Form(mark, mark || content.contains("<Obj N="), mark);
    }
}
