package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.simulator.auth.AuthException;
import io.github.fleetlogoff.simulator.auth.MessageProtection;
import io.github.fleetlogoff.simulator.http.Exchange;
import io.github.fleetlogoff.simulator.http.Handler;
import io.github.fleetlogoff.simulator.http.Headers;
import io.github.fleetlogoff.simulator.http.Peer;
import io.github.fleetlogoff.simulator.http.RequestHead;
import io.github.fleetlogoff.simulator.http.Response;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to a host's WinRM service: the logon, then the requests.
public final class WsmanHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(WsmanHandler.class);
    private static final String PATH = "/wsman";
    private static final String SOAP = "application/soap+xml;charset=UTF-8";

    private final HostService service;
    private final Access access;
    private final Gate gate;

    /// @param peer who has connected
    public WsmanHandler(HostService service, Access access, Peer peer) {
        this.service = requireNonNull(service, "service is null");
        this.access = requireNonNull(access, "access is null");
        this.gate = new Gate(service, access, peer);
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
        return asksWhoAnswers(head) ? Optional.empty() : gate.check(head);
    }

    @Override
    public void request(RequestHead head, byte[] body, Exchange exchange) {
        if (service.has(WireFault.SILENT)) {
            return;
        }
        if (asksWhoAnswers(head)) {
            exchange.respond(
                    service.identify(body)
                            .map(answer ->
                                    new Response(
                                            200,
                                            Headers.NONE.with("Content-Type", SOAP),
                                            answer,
                                            false))
                            .orElseGet(gate::challenge));
        } else if (body.length == 0) {
            // Clients that seal log on with an empty request first. Without a token it asks to log
            // on afresh: masterzen/winrm does so before each message, and gets on with Windows.
            exchange.respond(
                    head.headers().first("Authorization").isPresent()
                            ? new Response(200, completion(), body, false)
                            : gate.challenge());
        } else if (MessageProtection.announcedBy(head.headers().first("Content-Type").orElse(""))) {
            sealed(body, exchange);
        } else if (access.takesPlainPayload()) {
            service.handle(
                    body, gate.account(), new Answer(exchange, Optional.empty(), completion()));
        } else {
            exchange.respond(Response.empty(500));
        }
    }

    // Windows' own header: an Identify alone is answered without a logon.
    private static boolean asksWhoAnswers(RequestHead head) {
        return head.headers().first("Authorization").isEmpty()
                && head.headers()
                        .first("WSMANIDENTIFY")
                        .filter("unauthenticated"::equalsIgnoreCase)
                        .isPresent();
    }

    private Headers completion() {
        return gate.completion()
                .map(token -> Headers.NONE.with("WWW-Authenticate", token))
                .orElse(Headers.NONE);
    }

    private void sealed(byte[] body, Exchange exchange) {
        Optional<Gate.Protection> protection = gate.protection();
        try {
            if (protection.isPresent()) {
                byte[] envelope = MessageProtection.unwrap(body, protection.get().keys());
                service.handle(
                        envelope, gate.account(), new Answer(exchange, protection, completion()));
                return;
            }
            LOG.debug("a sealed request on a connection without keys");
        } catch (AuthException failure) {
            LOG.debug("a sealed request that cannot be opened: {}", failure.getMessage());
        }
        exchange.respond(Response.empty(400).closing());
    }

    @Override
    public void closed() {
        // A command goes on without its client; a Receive that is held finds its exchange closed.
    }

    private record Answer(Exchange exchange, Optional<Gate.Protection> protection, Headers headers)
            implements Reply {
        @Override
        public void send(int status, byte[] envelope) {
            if (!exchange.open()) {
                return;
            }
            String type = protection.map(each -> each.scheme().contentType()).orElse(SOAP);
            byte[] body =
                    protection
                            .map(each ->
                                    MessageProtection.wrap(envelope, each.keys(), each.scheme()))
                            .orElse(envelope);
            exchange.respond(new Response(status, headers.with("Content-Type", type), body, false));
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
