"""A WS-Management service for tests, with pyspnego or the mechanism gss-ntlmssp as the acceptor of the logon.

It takes one shell conversation per connection (Create, Command, Receive, Signal, Delete), sealed over HTTP, and prints
"ready PORT" when it listens. What it is to do wrong is named by --mischief.
"""

import argparse
import base64
import hashlib
import re
import ssl
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import gssapi
import spnego
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from spnego._context import WinRMWrapResult
from spnego.channel_bindings import GssChannelBindings

BOUNDARY = b"--Encrypted Boundary\r\n"
END = b"--Encrypted Boundary--\r\n"
PROFILE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"
BOUND = 0x800  # GSS_C_CHANNEL_BOUND_FLAG
NAMESPACE = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
ENVELOPE = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
    'xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" '
    'xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell">'
    "<s:Header><a:RelatesTo>{relates}</a:RelatesTo></s:Header><s:Body>{body}</s:Body></s:Envelope>"
)


class Shell:
    """The steps of one conversation, each allowed only after the one before."""

    STEPS = ["Create", "Command", "Receive", "Signal", "Delete"]

    def __init__(self):
        self.next = 0

    def answer(self, request):
        action = re.search(r"Action[^>]*>[^<]*/(\w+)</", request)
        message = re.search(r"MessageID[^>]*>([^<]+)<", request)
        if not action or not message or action[1] != self.STEPS[self.next]:
            raise ValueError("not the step that is due: " + request[:200])
        self.next += 1
        print("step", action[1], flush=True)
        body = getattr(self, action[1].lower())(request)
        return ENVELOPE.format(relates=message[1], body=body)

    def create(self, _):
        return '<rsp:Shell><w:Selector Name="ShellId">SHELL-1</w:Selector></rsp:Shell>'

    def command(self, request):
        self.said = re.search(r"<rsp:Command>([^<]*)<", request)[1]
        return "<rsp:CommandResponse><rsp:CommandId>COMMAND-1</rsp:CommandId></rsp:CommandResponse>"

    def receive(self, _):
        said = base64.b64encode(("said " + self.said).encode()).decode()
        return (
            f'<rsp:ReceiveResponse><rsp:Stream Name="stdout" CommandId="COMMAND-1">{said}</rsp:Stream>'
            f'<rsp:CommandState CommandId="COMMAND-1" State="{NAMESPACE}/CommandState/Done">'
            "<rsp:ExitCode>0</rsp:ExitCode></rsp:CommandState></rsp:ReceiveResponse>"
        )

    def signal(self, _):
        return "<rsp:SignalResponse/>"

    def delete(self, _):
        return ""


class GssNtlm:
    """gss-ntlmssp as acceptor, with what pyspnego's contexts have."""

    negotiated_protocol = "ntlm"
    MECHANISM = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")

    def __init__(self, bindings):
        credential = gssapi.raw.acquire_cred(None, mechs=[self.MECHANISM], usage="accept").creds
        data = bindings and gssapi.raw.ChannelBindings(application_data=bindings.application_data)
        self.accept = lambda token: gssapi.raw.accept_sec_context(token, credential, self.sec, data)
        self.sec = None
        self.complete = False

    def step(self, token):
        answer = self.accept(token)
        self.sec = answer.context
        self.complete = not answer.more_steps
        if self.complete:
            self.client_principal = gssapi.raw.display_name(answer.initiator_name).name.decode().rstrip("\0")
            self.context_attr = 0
        return answer.token

    def unwrap_winrm(self, header, data):
        result = gssapi.raw.unwrap(self.sec, header + data)
        if not result.encrypted:
            raise ValueError("signed, not sealed")
        return result.message

    def wrap_winrm(self, plain):
        token = gssapi.raw.wrap(self.sec, plain, confidential=True).message
        return WinRMWrapResult(header=token[:16], data=token[16:], padding_length=0)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def setup(self):
        super().setup()
        self.context = None
        self.shell = Shell()
        self.last = None

    def log_message(self, form, *args):
        print("http", form % args, flush=True)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        authorization = self.headers.get("Authorization")
        try:
            if self.server.options.clients:
                self.converse(body, None) if self.certified(authorization) else self.send(401)
            elif authorization:
                self.log_on(authorization, body)
            elif self.context is not None and self.context.complete:
                self.converse(body, None)
            else:
                self.send(401, offers=True)
        except Exception as e:  # a test reads it
            print("fault", type(e).__name__, e, flush=True)
            if self.context is None or not self.context.complete:
                self.send(401, offers=True)
            else:
                self.send(400)

    def certified(self, authorization):
        subject = dict(pair[0] for pair in (self.connection.getpeercert() or {}).get("subject", ()))
        print("client", subject.get("commonName"), self.connection.version(), flush=True)
        return authorization == PROFILE and subject

    def log_on(self, authorization, body):
        scheme, token = authorization.split(" ", 1)
        if scheme not in self.server.options.schemes:
            return self.send(401, offers=True)
        self.scheme = scheme
        if self.context is None:
            self.context = self.acceptor()
        try:
            answer = self.context.step(base64.b64decode(token))
        except Exception:
            self.context = None
            raise
        header = scheme + (" " + base64.b64encode(answer).decode() if answer else "")
        if not self.context.complete:
            return self.send(401, authenticate=header)
        if self.server.options.require_bindings and not self.bound():
            self.context = None
            raise ValueError("the client sent no channel bindings")
        print("client", self.context.client_principal, flush=True)
        print("flags", int(self.context.context_attr), flush=True)
        if self.server.options.mischief == "no-proof":
            header = None
        if not body:
            return self.send(200, authenticate=header)
        self.converse(body, header)

    def acceptor(self):
        if self.server.options.protocol == "gss-ntlmssp":
            return GssNtlm(self.server.bindings)
        return spnego.server(
            hostname=self.server.options.host,
            service=self.server.options.service,
            protocol=self.server.options.protocol,
            channel_bindings=self.server.bindings,
            options=spnego.NegotiateOptions.wrapping_winrm,
        )

    def bound(self):
        if self.context.negotiated_protocol == "ntlm":
            return True  # the acceptor itself refuses other bindings, and none
        # pyspnego's own context_attr leaves this flag out.
        return bool(int(self.context._context.actual_flags) & BOUND)

    def converse(self, body, header):
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/encrypted"):
            request = self.unwrap(body)
        elif self.server.bindings is not None:
            request = body
        else:
            return self.send(500)  # as Windows answers where AllowUnencrypted is false
        answer = self.shell.answer(request.decode()).encode()
        mischief = self.server.options.mischief
        if not kind.startswith("multipart/encrypted") or mischief == "plain":
            return self.send(200, answer, "application/soap+xml;charset=UTF-8", header)
        self.send(200, self.wrap(answer), self.multipart(), header)

    def protocol(self):
        name = "Kerberos" if self.scheme == "Kerberos" else "SPNEGO"
        return f"application/HTTP-{name}-session-encrypted"

    def multipart(self):
        return f'multipart/encrypted;protocol="{self.protocol()}";boundary="Encrypted Boundary"'

    def unwrap(self, body):
        _, head, sealed = body.split(BOUNDARY, 2)
        if self.protocol().encode() not in head:
            raise ValueError("a payload of another protocol")
        length = int(re.search(rb"Length=(\d+)", head)[1])
        sealed = sealed.split(b"\r\n", 1)[1][: -len(END)]
        size = struct.unpack("<i", sealed[:4])[0]
        print("header", size, flush=True)
        plain = self.context.unwrap_winrm(sealed[4 : 4 + size], sealed[4 + size :])
        if len(plain) != length:
            raise ValueError(f"{len(plain)} bytes, announced {length}")
        return plain

    def wrap(self, plain):
        result = self.context.wrap_winrm(plain)
        header, data = bytearray(result.header), bytearray(result.data)
        mischief = self.server.options.mischief
        if mischief == "tamper":
            data[-1] ^= 1
        elif mischief == "replay" and self.last:
            header, data, plain = self.last
        elif mischief == "renumbered-replay" and self.last:
            number = header[8:16]
            header, data, plain = self.last
            header[8:16] = number
        elif mischief == "gap":
            result = self.context.wrap_winrm(plain)
            header, data = result.header, result.data
        self.last = (header, data, plain)
        return (
            BOUNDARY
            + f"\tContent-Type: {self.protocol()}\r\n".encode()
            + b"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=%d\r\n"
            % (len(plain) + result.padding_length)
            + BOUNDARY
            + b"\tContent-Type: application/octet-stream\r\n"
            + struct.pack("<i", len(header))
            + bytes(header)
            + bytes(data)
            + END
        )

    def send(self, status, body=b"", kind=None, authenticate=None, offers=False):
        self.send_response(status)
        if offers:
            for scheme in self.server.options.schemes:
                self.send_header("WWW-Authenticate", scheme)
        if authenticate:
            self.send_header("WWW-Authenticate", authenticate)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def bindings(certificate):
    """Those of RFC 5929, 4.1, as the cryptography package tells the certificate's hash."""
    with open(certificate, "rb") as pem:
        read = x509.load_pem_x509_certificate(pem.read())
    name = read.signature_hash_algorithm.name
    digest = hashlib.new("sha256" if name in ("md5", "sha1") else name)
    digest.update(read.public_bytes(serialization.Encoding.DER))
    return GssChannelBindings(application_data=b"tls-server-end-point:" + digest.digest())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--protocol", choices=["kerberos", "ntlm", "negotiate", "gss-ntlmssp"])
    parser.add_argument("--schemes", nargs="+", default=["Negotiate", "Kerberos"])
    parser.add_argument("--host", required=True)
    parser.add_argument("--service", default="HTTP")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--clients", help="the certificate that logs on, with no protocol")
    parser.add_argument("--bound-to", help="another certificate, which bindings are to name")
    parser.add_argument("--require-bindings", action="store_true")
    parser.add_argument("--mischief")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.options = parser.parse_args()
    server.bindings = None
    if server.options.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(server.options.certificate, server.options.key)
        if server.options.clients:
            tls.load_verify_locations(server.options.clients)
            tls.verify_mode = ssl.CERT_OPTIONAL
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.bindings = bindings(server.options.bound_to or server.options.certificate)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", server.server_address[1], flush=True)
    # Lives as long as the test that holds its standard input.
    while input_line():
        pass


def input_line():
    import sys

    return sys.stdin.readline()


if __name__ == "__main__":
    main()
