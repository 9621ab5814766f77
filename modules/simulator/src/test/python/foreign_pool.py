#!/usr/bin/env python3
"""Opens a runspace pool on a simulated host with a client that knows nothing of this project.

Usage: foreign_pool.py basic|ntlm|negotiate|kerberos URL USERNAME PASSWORD_FILE CA_FILE|- ENDPOINT SERVICE_HOST|- COMMAND

COMMAND is one of
  script FILE REQUEST   the script with its request as a parameter
  function REQUEST      the function of the JEA endpoint
  text SCRIPT           a script
  command NAME          a command without parameters
  pool                  two pipelines one after the other, and bounds of the pool
  stop FILE REQUEST     starts the script and stops it

Prints what was run and what came back: a line each of state, output, errors. Exits 0 where the conversation came to
its end, whatever the host said. Over plain HTTP messages are encrypted by all but Basic.
"""
import pathlib
import sys
import urllib.parse

import pypsrp.powershell
import pypsrp.wsman
from pypsrp.complex_objects import PSInvocationState


def show(name, shell):
    print(f"> {name}")
    print(f"state {shell.state}")
    for item in shell.output:
        print(f"output {item}")
    for stream in ("error", "warning"):
        for record in getattr(shell.streams, stream):
            print(f"{stream} {record.fq_error}: {record}" if stream == "error" else f"{stream} {record}")


def invoke(pool, name, build):
    shell = pypsrp.powershell.PowerShell(pool)
    build(shell)
    try:
        shell.invoke()
    except pypsrp.exceptions.WSManFaultError as fault:
        print(f"fault {fault.code}")
        raise
    show(name, shell)
    return shell


def with_request(shell, request):
    shell.add_parameter("RequestJson", request)
    shell.add_parameter("Remoting", True)


def run(pool, command, *arguments):
    if command == "script":
        text = pathlib.Path(arguments[0]).read_text(encoding="ascii")
        invoke(pool, "script", lambda shell: with_request(shell.add_script(text), arguments[1]))
    elif command == "function":
        invoke(pool, "function", lambda shell: with_request(shell.add_cmdlet("Invoke-FleetLogoff"), arguments[0]))
    elif command == "text":
        invoke(pool, arguments[0], lambda shell: shell.add_script(arguments[0]))
    elif command == "command":
        invoke(pool, arguments[0], lambda shell: shell.add_cmdlet(arguments[0]))
    elif command == "pool":
        invoke(pool, "first", lambda shell: shell.add_script("hostname"))
        invoke(pool, "second", lambda shell: shell.add_script("hostname"))
    elif command == "stop":
        text = pathlib.Path(arguments[0]).read_text(encoding="ascii")
        shell = pypsrp.powershell.PowerShell(pool)
        with_request(shell.add_script(text), arguments[1])
        shell.begin_invoke()
        shell.stop()
        print(f"stopped {shell.state == PSInvocationState.STOPPED}")
    else:
        sys.exit(f"{command} is not known")


def main():
    auth, url, username, password_file, ca, endpoint, service, *command = sys.argv[1:]
    address = urllib.parse.urlsplit(url)
    with pypsrp.wsman.WSMan(
        address.hostname,
        port=address.port,
        ssl=address.scheme == "https",
        cert_validation=True if ca == "-" else ca,
        auth=auth,
        username=username,
        password=pathlib.Path(password_file).read_text(encoding="utf-8"),
        encryption="never" if auth == "basic" or ca != "-" else "always",
        no_proxy=True,
        negotiate_hostname_override=None if service == "-" else service,
        negotiate_service="WSMAN",
    ) as wsman:
        try:
            with pypsrp.powershell.RunspacePool(wsman, configuration_name=endpoint) as pool:
                print(f"pool {pool.state} protocol {pool.protocol_version}")
                run(pool, *command)
        except pypsrp.exceptions.WSManFaultError as fault:
            print(f"fault {fault.code} {fault.reason}")


main()
