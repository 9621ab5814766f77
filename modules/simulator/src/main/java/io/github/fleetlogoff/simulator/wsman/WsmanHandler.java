package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.simulator.http.Exchange;
import io.github.fleetlogoff.simulator.http.Handler;
import io.github.fleetlogoff.simulator.http.Headers;
import io.github.fleetlogoff.simulator.http.RequestHead;
import io.github.fleetlogoff.simulator.http.Response;
import java.util.Optional;

/// One connection to a host's WinRM service: the logon, then the requests.
public final class WsmanHandler implements Handler {
    private static final String PATH = "/wsman";
    private static final String SOAP = "application/soap+xml;charset=UTF-8";

    private final HostService service;
    private final Access access;
    private final Gate gate;

    public WsmanHandler(HostService service, Access access) {
        this.service = requireNonNull(service, "service is null");
        this.access = requireNonNull(access, "access is null");
        this.gate =
                new Gate(
                        access,
                        service.has(WireFault.WRONG_PASSWORD),
                        service.surroundings().counts());
    }

    @Override
    public Optional<Response> head(RequestHead head) {
        if (service.has(WireFault.SILENT)) {
            return Optional.empty();
        }
        if (!head.path().equalsIgnoreCase(PATH)) {
            return Optional.of(Response.empty(404));
        }
        if (!head.method().equals("POST")) {
            return Optional.of(Response.empty(405).with("Allow", "POST"));
        }
        return gate.check(head);
    }

    @Override
    public void request(RequestHead head, byte[] body, Exchange exchange) {
        if (service.has(WireFault.SILENT)) {
            return;
        }
        if (body.length == 0) {
            // Clients that seal log on with an empty request first.
            exchange.respond(Response.empty(200));
        } else if (access.takesPlainPayload()) {
            service.handle(body, gate.account(), new PlainReply(exchange));
        } else {
            exchange.respond(Response.empty(500));
        }
    }

    @Override
    public void closed() {
        // A command goes on without its client; a Receive that is held finds its exchange closed.
    }

    private record PlainReply(Exchange exchange) implements Reply {
        @Override
        public void send(int status, byte[] envelope) {
            exchange.respond(
                    new Response(status, Headers.NONE.with("Content-Type", SOAP), envelope, false));
        }

        @Override
        public void drop() {
            exchange.drop();
        }

        @Override
        public boolean open() {
            return exchange.open();
        }
    }
}
