package io.github.fleetlogoff.simulator.windows;

/// What becomes of a session when logoff.exe or rwinsta.exe is run for it.
enum Behaviour {
    /// Gone at once.
    OK,
    /// Gone after a second, when logoff.exe returns.
    SLOW,
    /// logoff.exe never returns; rwinsta.exe ends the session.
    HANG,
    /// Access is denied.
    REFUSE,
    /// logoff.exe reports success, the session stays whatever is done.
    LIE,
    /// logoff.exe reports success, rwinsta.exe ends the session.
    RESET,
    /// The session stays, and quser and qwinsta list nothing any more.
    BLIND,
    /// The session stays, and quser lists nothing any more.
    DEAF,
    /// The session goes, and quser lists nothing any more.
    DEAF_OK,
    /// The user is back at once, with a new logon under the same id.
    AGAIN,
    /// logoff.exe never returns, and the session shows another logon time.
    HANG_AGAIN
}
