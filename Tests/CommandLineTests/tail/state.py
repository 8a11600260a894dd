"""The state directory, the signals, and what reads the state."""
import os
import shutil
import signal
import sqlite3
import subprocess
import json
import re
import time
import urllib.error
import urllib.request

from driver import Tail, check, line, options



def state():
    """States that cannot be used are refused, and left as they are."""
    def refused(name, prepare, word):
        tail = Tail(start=False)
        os.makedirs(tail.state)
        file = os.path.join(tail.state, "fencewatch.sqlite")
        prepare(file)
        before = open(file, "rb").read() if os.path.exists(file) else b""
        outcome = subprocess.run([options.binary, "tail", tail.logs, "--state", tail.state, "--once"], capture_output=True, text=True)
        after = open(file, "rb").read() if os.path.exists(file) else b""
        check(outcome.returncode == 2 and word in outcome.stderr and before == after, f"{name}: {outcome.stderr.strip()[:120]}")
        shutil.rmtree(tail.root, ignore_errors=True)

    def database(sql):
        def prepare(file):
            connection = sqlite3.connect(file)
            connection.executescript(sql)
            connection.close()
        return prepare

    refused("damaged", lambda file: open(file, "wb").write(b"no database at all, but long enough to be one" * 100), "damaged")
    refused("foreign", database("CREATE TABLE t (x)"), "no state of Fencewatch")
    refused("newer", database("PRAGMA application_id = 0x464E4357; PRAGMA user_version = 99; CREATE TABLE t (x)"), "newer")
    tail = Tail()
    with open(tail.path("a.log"), "wb") as file:
        file.write(line(0))
    tail.expect(1, "in use")
    outcome = subprocess.run([options.binary, "tail", tail.logs, "--state", tail.state], capture_output=True, text=True)
    check(outcome.returncode == 2 and "Another fencewatch tail" in outcome.stderr, "one tail a state")
    mode = os.stat(os.path.join(tail.state, "fencewatch.sqlite")).st_mode & 0o777
    check(mode == 0o600, f"the file has mode {mode:o}")
    listed = subprocess.run([options.binary, "alerts", "--state", tail.state, "--severity", "high", "--kind", "offer", "--category", "medical", "--since", "1h"], capture_output=True, text=True)
    check(listed.returncode == 0 and listed.stdout.count("\n") == 1, "alerts are listed while the tail runs")
    shown = subprocess.run([options.binary, "alerts", "--state", tail.state, listed.stdout.split()[0]], capture_output=True, text=True)
    check("why" in shown.stdout and "seller_0000000" not in shown.stdout, "one alert is shown with its evidence, masked")
    tail.process.send_signal(signal.SIGHUP)
    tail.process.send_signal(signal.SIGUSR1)
    deadline = time.time() + 60
    while time.time() < deadline and not ("rules read again" in tail.log() and "followed" in tail.log()):
        time.sleep(0.05)
    check("rules read again" in tail.log() and "1 followed" in tail.log(), "HUP reads the rules, USR1 prints the status")
    tail.end()


def fnv(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def migration():
    """A state of the first schema is brought forward."""
    tail = Tail()
    with open(tail.path("a.log"), "wb") as file:
        file.writelines(line(serial) for serial in range(20))
    tail.expect(20, "before")
    tail.stop()
    data = open(tail.path("a.log"), "rb").read()
    database = sqlite3.connect(os.path.join(tail.state, "fencewatch.sqlite"))
    with database:
        database.execute("UPDATE file SET marker_hash = ?", (fnv(data[-32:]),))
        database.execute("ALTER TABLE file DROP COLUMN marker_length")
        # What was written out is in neither.
        database.execute("DROP TABLE delivery")
        database.execute("CREATE TABLE delivery (sequence INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL)")
        database.execute("PRAGMA user_version = 1")
    database.close()
    tail.start()
    with open(tail.path("a.log"), "ab") as file:
        file.write(line(20))
    tail.expect(21, "a state of the first schema")
    tail.end()


def reading():
    """What cannot be read or written: modes of files and folders, and a state in the logs' own folder."""
    tail = Tail()
    with open(tail.path("a.log"), "wb") as file:
        file.write(line(0))
    tail.expect(1, "before")
    tail.stop()
    # Clocks go back: what was seen is in the future then.
    database = sqlite3.connect(os.path.join(tail.state, "fencewatch.sqlite"))
    with database:
        database.execute("UPDATE alert SET last_seen = last_seen + 1e7, first_seen = first_seen + 1e7")
        database.execute("UPDATE file SET changed = changed + 1e7")
    database.close()
    tail.start("--keep", "30d")
    with open(tail.path("a.log"), "ab") as file:
        file.write(line(1))
    tail.expect(2, "a clock that went back")
    tail.stop()
    tail.state = os.path.join(tail.logs, "state")
    tail.flags = []
    tail.start("--from-start", stdout=open(tail.path("alerts.jsonl"), "ab"))
    tail.expect(2, "state and output among the logs are not read")
    tail.end()


def watching():
    """Metrics, status and the log, as programs read them; rules that are refused."""
    rules = Tail(start=False)
    port = 20_000 + os.getpid() % 40_000
    pack = os.path.join(rules.root, "pack")
    shutil.copytree(os.path.join(os.path.dirname(__file__), "../../../Rules"), pack)
    tail = rules
    tail.flags = ["--metrics", f"127.0.0.1:{port}", "--log-format", "json", "--rules", pack]
    tail.start("--from-start")
    with open(tail.path("a.log"), "wb") as file:
        file.write(line(0))
    tail.expect(1, "with a pack of its own")
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20).read().decode()
    sample = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"\})? -?[0-9.e+-]+')
    bad = [row for row in text.splitlines() if not row.startswith("#") and not sample.fullmatch(row)]
    check(not bad and text.endswith("\n"), f"metrics are Prometheus text {bad[:2]}")
    kinds = [row.split()[2] for row in text.splitlines() if row.startswith("# TYPE")]
    check(len(kinds) == len(set(kinds)) and len(kinds) > 10, "each metric has one type")
    depths = [row for row in text.splitlines() if row.startswith("fencewatch_queue_depth{")]
    check(len(depths) == 2 and "waiting_files" not in text, f"each queue has one depth {depths}")
    check('fencewatch_alerts_total{kind="offer"} 1' in text and 'fencewatch_findings_total{entity="TELEGRAM"} 1' in text and "fencewatch_lag_bytes{" in text, "alerts, findings and lag are counted")
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/other", timeout=20)
        check(False, "nothing else is served")
    except urllib.error.HTTPError as error:
        check(error.code == 404, f"nothing else is served: {error.code}")
    taken = subprocess.run(
        [options.binary, "tail", tail.logs, "--state", tail.state + "-2", "--metrics", f"127.0.0.1:{port}"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
    check(taken.returncode == 2 and "another address" in taken.stderr, f"a port that is taken: {taken.returncode} {taken.stderr[-200:]}")
    with open(os.path.join(pack, "broken.yaml"), "w") as file:
        file.write("rules: [{id: x")
    tail.process.send_signal(signal.SIGHUP)
    deadline = time.time() + 60
    while time.time() < deadline and "refused" not in tail.log():
        time.sleep(0.05)
    with open(tail.path("a.log"), "ab") as file:
        file.write(line(1))
    tail.expect(2, "a bad pack is refused, and the old one stays")
    rows = [row for row in tail.log().splitlines() if row.startswith("{")]
    check(rows and all({"time", "level", "message"} <= json.loads(row).keys() for row in rows), "the log is JSON")
    check(any("broken.yaml" in row and "refused" in row for row in rows), "the log says which file is bad")
    check("state     running" in tail.status(), "--status: running")
    tail.stop()
    check("state     not running" in tail.status(), "--status: not running")
    tail.end()


def contract():
    """What `alerts` prints keeps the contract, and is filtered as asked."""
    tail = Tail()
    with open(tail.path("a.log"), "wb") as file:
        file.writelines(line(serial) for serial in range(3))
        file.write("2026-11-03 14:30:00 <u3> 收购一手股民数据，50w条，0.2元/条，飞机 @buyer_9911223\n".encode())
    tail.wait(3)
    deadline = time.time() + 60
    while time.time() < deadline and len(tail.alerts()) < 4:
        time.sleep(0.05)
    alerts = lambda *flags: subprocess.run([options.binary, "alerts", "--state", tail.state, *flags], capture_output=True, text=True)
    rows = [json.loads(row) for row in alerts("--format", "jsonl").stdout.splitlines()]
    check(len(rows) == 4, f"{len(rows)} alerts listed")
    try:
        import jsonschema
    except ImportError:
        check(False, "the contract: 'make test' installs python3-jsonschema, which this needs")
    else:
        schema = json.load(open(os.path.join(os.path.dirname(__file__), "../../../Documentation/contract.schema.json")))
        jsonschema.validate(rows[0], schema)
        faults = [error.message for row in rows for error in jsonschema.validators.validator_for(schema)(schema).iter_errors(row)]
        check(not faults, f"the contract is kept {faults[:1]}")
    count = lambda *flags: len(alerts("--format", "jsonl", *flags).stdout.splitlines())
    check(count("--kind", "request") == 1 and count("--kind", "offer") == 3, "--kind")
    mask = rows[0]["contacts"][0]["masked"]
    same = [row for row in rows if any(mask in contact["masked"] for contact in row["contacts"])]
    check(0 < count("--contact", mask) == len(same) and count("--contact", "nobody") == 0, "--contact")
    check(count("--since", "1h") == 4 and count("--since", "2099-01-01") == 0, "--since")
    check(count("--category", "hotel") == 0 and count("--severity", "low") == 4, "--category, --severity")
    check(alerts("--kind", "nonsense").returncode == 2 and alerts("0" * 64).returncode == 2, "what there is not is refused")
    one = json.loads(alerts(rows[0]["id"], "--format", "jsonl").stdout)
    check(one == rows[0], "one alert as JSON")
    written = [json.loads(row) for row in open(os.path.join(tail.root, "out"))]
    check({row["id"] for row in written} == {row["id"] for row in rows}, "standard output has the same ids")
    tail.end()
