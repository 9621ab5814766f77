package io.github.fleetlogoff.winrm.wsman.message;

/// What a message asks for ([MS-WSMV] 3.1.4).
enum Action {
    CREATE("http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"),
    GET("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get"),
    COMMAND(Names.SHELL + "/Command"),
    SEND(Names.SHELL + "/Send"),
    RECEIVE(Names.SHELL + "/Receive"),
    SIGNAL(Names.SHELL + "/Signal"),
    DELETE("http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete");

    private final String uri;

    Action(String uri) {
        this.uri = uri;
    }

    String uri() {
        return uri;
    }
}
