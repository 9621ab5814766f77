#!/usr/bin/env python3
"""Logs a user off a simulated host with a client that knows nothing of this project.

Usage: foreign_client.py pywinrm|pypsrp ntlm|negotiate|kerberos|certificate|basic URL USERNAME PASSWORD_FILE CA_FILE|- SESSION_ID USER [SERVICE_HOST]

With certificate, which pywinrm alone speaks here, USERNAME and PASSWORD_FILE are the files of certificate and key.
With Kerberos, which pypsrp alone speaks here, the ticket is for WSMAN/SERVICE_HOST.

Prints what was run and what came back. Exits 0 where the user was there before and is gone afterwards. Over plain
HTTP messages are encrypted by all but Basic.
"""
import contextlib
import pathlib
import sys
import urllib.parse

import pypsrp.shell
import pypsrp.wsman
import winrm


@contextlib.contextmanager
def pywinrm(auth, url, username, password, ca, _):
    client = winrm.Protocol(
        endpoint=url,
        transport=auth,
        username=None if auth == "certificate" else username,
        password=None if auth == "certificate" else password,
        cert_pem=username if auth == "certificate" else None,
        cert_key_pem=password if auth == "certificate" else None,
        ca_trust_path=ca or "legacy_requests",
        message_encryption="always" if auth != "basic" and not ca else "never",
    )
    shell = client.open_shell(codepage=65001)

    def run(program, *arguments):
        command = client.run_command(shell, program, arguments)
        try:
            return client.get_command_output(shell, command)
        finally:
            client.cleanup_command(shell, command)

    try:
        yield run
    finally:
        client.close_shell(shell)


@contextlib.contextmanager
def with_pypsrp(auth, url, username, password, ca, service):
    address = urllib.parse.urlsplit(url)
    with pypsrp.wsman.WSMan(
        address.hostname,
        port=address.port,
        ssl=address.scheme == "https",
        cert_validation=ca or True,
        auth=auth,
        username=username,
        password=password,
        encryption="never" if auth == "basic" or ca else "always",
        no_proxy=True,
        negotiate_hostname_override=service,
        negotiate_service="WSMAN",
    ) as wsman:
        wsman.update_max_payload_size()
        with pypsrp.shell.WinRS(wsman, codepage=65001) as shell:

            def run(program, *arguments):
                process = pypsrp.shell.Process(shell, program, list(arguments))
                process.invoke()
                process.signal(pypsrp.shell.SignalCode.TERMINATE)
                return process.stdout, process.stderr, process.rc

            yield run


CLIENTS = {"pywinrm": pywinrm, "pypsrp": with_pypsrp}


def main():
    client, auth, url, username, password_file, ca, session_id, user, *service = sys.argv[1:]
    password = (
        password_file if auth == "certificate" else pathlib.Path(password_file).read_text(encoding="utf-8")
    )
    with CLIENTS[client](
        auth, url, username, password, None if ca == "-" else ca, service[0] if service else None
    ) as shell:

        def run(*line):
            out, err, code = shell(*line)
            text = (out + err).decode("utf-8")
            print(f"> {' '.join(line)}\n{text.rstrip()}\n= {code}")
            return text.lower(), code

        run("hostname")
        before, _ = run("quser")
        _, code = run("logoff", session_id)
        after, _ = run("quser")
    if user.lower() not in before:
        sys.exit(f"{user} was not there")
    if code != 0:
        sys.exit(f"logoff ended with {code}")
    if user.lower() in after:
        sys.exit(f"{user} is still there")


main()
