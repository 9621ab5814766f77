"""What the checks of this folder share: simulated fleets, and a report held against one."""
import collections
import json
import pathlib
import subprocess

HOME = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = str(HOME / "fleet-logoff")
# The report itself says that it cannot know.
UNKNOWING = ("timed-out", "protocol-error")
ENDED = ("logged-off", "reset")


class Fleet:
    def __init__(self, folder, hosts, seed, faults, think="200ms", more=()):
        folder.mkdir(parents=True, exist_ok=True)
        self.inventory, self.dump = folder / "fleet.yaml", folder / "state.json"
        command = [PROGRAM, "simulate", "--hosts", str(hosts), "--think", think, "--seed", str(seed),
                   "--write-inventory", str(self.inventory), "--dump-state", str(self.dump), *more]
        self.process = subprocess.Popen(command + (["--faults", faults] if faults else []), text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if not self.process.stdout.readline().startswith("ready"):
            raise RuntimeError("the simulated fleet did not come up")

    def state(self):
        self.process.stdin.close()
        self.process.wait(60)
        return json.loads(self.dump.read_text())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def accounts_of_their_own(fleet, names):
    """The inventory of the fleet, with an account for each of these hosts."""
    lines, credentials, hosts = fleet.inventory.read_text().splitlines(), [], set(names)
    secret = next(line for line in lines if "file:" in line).split("file:")[1].strip(" }")
    changed = []
    for line in lines:
        name = line.strip().split(":")[0].strip("\"'")
        if name in hosts and line.rstrip().endswith("}"):
            line = line.rstrip()[:-1] + f", credential: of-{name}}}"
            credentials.append(f"  of-{name}: {{username: {name}\\svc, password: {{file: {secret}}}}}")
        changed.append(line)
        if line.startswith("credentials:"):
            place = len(changed)
    if len(credentials) != len(hosts):
        raise RuntimeError("the inventory of the fleet is not written as it was")
    target = fleet.inventory.with_name("accounts.yaml")
    target.write_text("\n".join(changed[:place] + credentials + changed[place:]) + "\n")
    return target


def logon(session):
    return session["id"], (session["user"] or "").lower(), session["logonTime"]


def differences(report, state):
    """What the report says and the fleet denies, and what no run should have done."""
    wrong = []
    names = [host["host"] for host in report["hosts"]]
    if sorted(names) != sorted(host["host"] for host in state["hosts"]):
        wrong.append("the hosts of the report are not those of the fleet, each once")
    for total, by, words in (
            ("hosts", "hostsByOutcome", [host["outcome"] for host in report["hosts"]]),
            ("sessions", "sessionsByOutcome", [s["outcome"] for host in report["hosts"] for s in host["sessions"]])):
        counted = collections.Counter(words)
        if report["totals"][total] != len(words) or {k: v for k, v in report["totals"][by].items() if v} != counted:
            wrong.append(f"the totals of the {total} do not add up")
    told = {host["host"]: host for host in report["hosts"]}
    for host in state["hosts"]:
        known, claims = told.get(host["host"]), {}
        if known is None:
            continue
        for session in known["sessions"]:
            if logon(session) in claims:
                wrong.append(f"{host['host']} {logon(session)}: in the report twice")
            claims[logon(session)] = session["outcome"]
        for session in host["sessions"]:
            who, said = f"{host['host']} {logon(session)}", claims.pop(logon(session), None)
            if session["logoffCalls"] > 1:
                wrong.append(f"{who}: logged off {session['logoffCalls']} times")
            if said in ENDED and session["present"]:
                wrong.append(f"{who}: said {said}, and is there")
            if session["endedBy"] and said not in ENDED and known["outcome"] not in UNKNOWING:
                wrong.append(f"{who}: ended, and the report says {said} on a host {known['outcome']}")
        wrong += [f"{host['host']} {claim}: the fleet has no such session" for claim in claims]
    return wrong
