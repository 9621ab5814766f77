"""Logs a user off the hosts of a job with pywinrm, a thread per host in flight."""

import json
import os
import re
import resource
import sys
from concurrent.futures import ThreadPoolExecutor

from winrm.protocol import Protocol

ANSWER = re.compile(rb"--fleet-logoff:1:(\d+)--(.*?)--fleet-logoff:end--", re.DOTALL)


def protocol(job, host):
    return Protocol(
        endpoint="http://%s:%d/wsman" % (host["address"], host["port"]),
        transport=job["auth"],
        username=job["username"],
        password=job["password"],
        message_encryption="always" if job["auth"] == "ntlm" else "never",
    )


def run(job, host):
    """What the session script printed on a host, and its exit code."""
    connection = protocol(job, host)
    try:
        environment = {"FLEETLOGOFF_SCRIPT": job["script"], "FLEETLOGOFF_REQUEST": host["request"]}
        shell = connection.open_shell(env_vars=environment, noprofile=True, codepage=65001, idle_timeout="PT180.000S")
        try:
            command = connection.run_command(
                shell, job["program"], job["arguments"], console_mode_stdin=True, skip_cmd_shell=True
            )
            try:
                stdout, _, exit_code = connection.get_command_output(shell, command)
                return stdout, exit_code
            finally:
                connection.cleanup_command(shell, command)
        finally:
            connection.close_shell(shell, close_session=True)
    finally:
        connection.transport.close_session()


def fault(output, exit_code):
    """What is wrong with an answer; None where nothing is."""
    framed = ANSWER.search(output)
    if not framed:
        return "no answer, exit code %d" % exit_code
    text = framed.group(2).replace(b"\r", b"").replace(b"\n", b"")
    if len(text) != int(framed.group(1)):
        return "an answer of the wrong length"
    answer = json.loads(text)
    if answer.get("error") or answer.get("wrongHost"):
        return str(answer.get("error") or "wrong host")
    for session in answer["sessions"]:
        if session.get("selected") and session.get("outcome") not in ("logged-off", "skipped-console"):
            return "session %s: %s" % (session["id"], session.get("outcome"))
    return None


def attempt(job, host):
    try:
        return fault(*run(job, host))
    except Exception as failure:  # whatever a host does, the others are worked
        return "%s: %s" % (type(failure).__name__, failure)


def forget_proxies():
    """The fleet is on this machine. Not by Protocol(proxy=None): for each request that changes the environment, of all
    threads at once, and now and then a host fails with "KeyError: 'no_proxy'" (requests.utils.set_environ)."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            del os.environ[name]


def main():
    forget_proxies()
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    with open(job["passwordFile"], encoding="utf-8") as file:
        job["password"] = file.read()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    hosts = job["hosts"]
    with ThreadPoolExecutor(max_workers=job["concurrency"]) as pool:
        faults = list(pool.map(lambda host: attempt(job, host), hosts))
    failed = {host["name"]: why for host, why in zip(hosts, faults) if why is not None}
    json.dump({"failed": failed}, sys.stdout)


if __name__ == "__main__":
    main()
