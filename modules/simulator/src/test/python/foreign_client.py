#!/usr/bin/env python3
"""Logs a user off a simulated host with pywinrm, a client that knows nothing of this project.

Usage: foreign_client.py URL USERNAME PASSWORD_FILE ntlm|basic SESSION_ID USER

Prints what was run and what came back. Exits 0 where the user was there before and is gone afterwards.
"""
import pathlib
import sys

import winrm


def main():
    url, username, password_file, transport, session_id, user = sys.argv[1:]
    client = winrm.Protocol(
        endpoint=url,
        transport=transport,
        username=username,
        password=pathlib.Path(password_file).read_text(encoding="utf-8"),
        message_encryption="always" if transport == "ntlm" else "never",
    )
    shell = client.open_shell(codepage=65001)
    try:

        def run(*line):
            command = client.run_command(shell, line[0], line[1:])
            try:
                out, err, code = client.get_command_output(shell, command)
            finally:
                client.cleanup_command(shell, command)
            text = (out + err).decode("utf-8")
            print(f"> {' '.join(line)}\n{text.rstrip()}\n= {code}")
            return text.lower(), code

        before, _ = run("quser")
        _, code = run("logoff", session_id)
        after, _ = run("quser")
    finally:
        client.close_shell(shell)
    if user.lower() not in before:
        sys.exit(f"{user} was not there")
    if code != 0:
        sys.exit(f"logoff ended with {code}")
    if user.lower() in after:
        sys.exit(f"{user} is still there")


main()
