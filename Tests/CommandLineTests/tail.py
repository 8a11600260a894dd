#!/usr/bin/env python3
"""Drives `fencewatch tail` through what happens to log files, and counts what came out.

Every line is an offer with a serial number in its author's name, so loss and repetition are counted, not guessed.

    tail.py BINARY SCENARIO [--long] [--seed N]

Prints one line a check; exits with 1 where one failed. Times are checked in the long versions only. Waiting is for what the store holds, up to a deadline; pauses between
writes are part of a scenario, not a way to wait.
"""
import argparse
import gzip
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("binary")
parser.add_argument("scenario")
parser.add_argument("--long", action="store_true")
parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
options = parser.parse_args()
rand = random.Random(options.seed)
failures = []


def line(serial):
    return f"2026-11-03 14:26:07 <u{serial}> 出售一手母婴数据，100w条，0.5元/条，飞机 @seller_{serial:07d}\n".encode()


def check(condition, text):
    print(("ok    " if condition else "FAIL  ") + text, flush=True)
    if not condition:
        failures.append(text)


class Tail:
    """A folder of logs with a tail on it."""

    def __init__(self, *flags, start=True, state=None, descriptors=None):
        self.root = tempfile.mkdtemp(prefix="fencewatch-tail-")
        self.logs = os.path.join(self.root, "logs")
        self.state = state or os.path.join(self.root, "state")
        self.flags = list(flags)
        self.descriptors = descriptors
        self.process = None
        os.mkdir(self.logs)
        if start:
            self.start("--from-start")

    def path(self, name):
        return os.path.join(self.logs, name)

    def start(self, *flags, stdout=None):
        def limit():
            if self.descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (self.descriptors, self.descriptors))
        starts = self.log().count("following")
        self.process = subprocess.Popen(
            [options.binary, "tail", self.logs, "--state", self.state, "--grace", "1.5", "--log-level", "debug"] + self.flags + list(flags),
            stdout=stdout or open(os.path.join(self.root, "out"), "ab"), stderr=open(os.path.join(self.root, "err"), "ab"), preexec_fn=limit)
        # The first start notes that it has been; what comes later is read from its start.
        deadline = time.time() + 60
        while time.time() < deadline and self.log().count("following") == starts:
            time.sleep(0.02)
        return self

    def log(self):
        path = os.path.join(self.root, "err")
        if not os.path.exists(path):
            return ""
        with open(path, errors="replace") as file:
            return file.read()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        begin = time.time()
        status = self.process.wait(timeout=60)
        return status, time.time() - begin

    def restart(self):
        self.kill()
        self.start()

    def alerts(self):
        if not os.path.exists(os.path.join(self.state, "fencewatch.sqlite")):
            return []
        database = sqlite3.connect(f"file:{self.state}/fencewatch.sqlite?mode=ro", uri=True, timeout=10)
        try:
            return [json.loads(row) for (row,) in database.execute("SELECT json FROM alert")]
        except sqlite3.Error:
            return []
        finally:
            database.close()

    def serials(self):
        return [int(message["author"][1:]) for alert in self.alerts() for message in alert["messages"]]

    def wait(self, count, seconds=120):
        deadline = time.time() + seconds
        while time.time() < deadline:
            begin = time.time()
            if len(self.serials()) >= count:
                return True
            if self.process.poll() is not None:
                return False
            # Counting a million takes time of its own.
            time.sleep(max(0.1, 2 * (time.time() - begin)))
        return False

    def expect(self, count, name):
        self.wait(count)
        # What would be there twice has the time of two looks to come.
        time.sleep(0.6)
        found = self.serials()
        missing = sorted(set(range(count)) - set(found))
        check(not missing and len(found) == count, f"{name}: {count} lines, {len(missing)} missing {missing[:5]}, {len(found) - len(set(found))} twice")

    def end(self):
        if self.process and self.process.poll() is None:
            status, seconds = self.stop()
            check(status == 0 and (seconds < 5 or not options.long), f"ends with status {status} in {seconds:.1f} s")
        check("Fatal" not in self.log() and "crashed" not in self.log(), "no crash")
        shutil.rmtree(self.root, ignore_errors=True)


def kill_loop():
    """Five writers that rotate by renaming, while the tail is killed again and again."""
    lines, kills = (1_000_000, 200) if options.long else (6_000, 15)
    tail = Tail()
    lock, counter = threading.Lock(), [0]

    def write(number):
        pace = random.Random(number)
        name = tail.path(f"w{number}.log")
        file = open(name, "ab", buffering=0)
        while True:
            with lock:
                serial = counter[0]
                if serial >= lines:
                    return
                counter[0] += 1
            file.write(line(serial))
            if file.tell() > (262_144 if options.long else 32_768):
                file.close()
                for step in range(40, 0, -1):
                    if os.path.exists(f"{name}.{step}"):
                        os.rename(f"{name}.{step}", f"{name}.{step + 1}")
                os.rename(name, f"{name}.1")
                file = open(name, "ab", buffering=0)
            if pace.random() < 0.05:
                time.sleep(0.01)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for writer in writers:
        writer.start()
    for _ in range(kills):
        time.sleep(rand.uniform(0.2, 2.0 if options.long else 0.7))
        tail.restart()
    for writer in writers:
        writer.join()
    tail.wait(lines, 3_600 if options.long else 60)
    tail.expect(lines, "kill -9 loop")
    tail.end()


def rename():
    """Rotations in quick succession, and a writer that holds a renamed file for seconds."""
    tail = Tail()
    serial = 0
    for rotation in range(500 if options.long else 60):
        file = open(tail.path("a.log"), "ab", buffering=0)
        for _ in range(10):
            file.write(line(serial))
            serial += 1
        os.rename(tail.path("a.log"), tail.path(f"a.log.{rotation}"))
        file.write(line(serial))
        serial += 1
        time.sleep(0.1 if options.long else 0.03)
    time.sleep(3 if options.long else 1)
    file.write(line(serial))
    serial += 1
    tail.expect(serial, "rename")
    # The last line of a rotated file may have no end.
    file = open(tail.path("b.log"), "ab", buffering=0)
    file.write(line(serial) + line(serial + 1)[:-1])
    tail.wait(serial + 1)
    os.rename(tail.path("b.log"), os.path.join(tail.root, "elsewhere"))
    tail.expect(serial + 2, "a last line without an end, moved away")
    tail.end()


def copytruncate():
    for live in (True, False):
        tail = Tail()
        with open(tail.path("a.log"), "wb") as file:
            file.writelines(line(serial) for serial in range(60))
        tail.expect(60, "before")
        if not live:
            tail.kill()
        shutil.copy(tail.path("a.log"), tail.path("a.log.1"))
        with open(tail.path("a.log"), "r+b") as file:
            file.truncate(0)
            file.writelines(line(serial) for serial in range(60, 170))
        if not live:
            tail.start()
        tail.expect(170, f"copytruncate, {'live' if live else 'while stopped'}")
        # Rewritten with the same begin and no smaller.
        before = open(tail.path("a.log"), "rb").read()
        tail.kill()
        with open(tail.path("a.log"), "r+b") as file:
            file.truncate(0)
            file.write(before)
            file.writelines(line(serial) for serial in range(170, 200))
        tail.start()
        tail.expect(200, "rewritten with the same begin")
        tail.end()


def identity():
    """Equal heads, and a file number that is used again."""
    tail = Tail()
    head = b"x " * 4096 + b"\n"
    for name, serials in (("a.log", range(20)), ("b.log", range(20, 40))):
        with open(tail.path(name), "wb") as file:
            file.write(head)
            file.writelines(line(serial) for serial in serials)
    tail.expect(40, "equal heads")
    tail.kill()
    number = os.stat(tail.path("a.log")).st_ino
    os.remove(tail.path("a.log"))
    for attempt in range(50):
        with open(tail.path(f"c{attempt}.log"), "wb") as file:
            file.write(head)
            file.writelines(line(serial) for serial in range(40 + attempt, 41 + attempt))
        if os.stat(tail.path(f"c{attempt}.log")).st_ino == number:
            break
    tail.start()
    tail.expect(41 + attempt, f"a number used again ({'yes' if os.stat(tail.path(f'c{attempt}.log')).st_ino == number else 'not by this file system'})")
    tail.end()


def half_line():
    tail = Tail()
    file = open(tail.path("a.log"), "ab", buffering=0)
    text = line(0)
    file.write(text[:40])
    time.sleep(0.4)
    tail.restart()
    time.sleep(10 if options.long else 0.4)
    file.write(text[40:])
    tail.expect(1, "half a line")
    message = tail.alerts()[0]["messages"][0]
    check(message["offset"] == 0 and message["line"] == 1, "the message begins at byte 0 of line 1")
    tail.end()


def long_line():
    tail = Tail()
    with open(tail.path("a.log"), "ab", buffering=0) as file:
        file.write(line(0))
        tail.expect(1, "before the long line")
        memory = peak(tail)
        # A match across the edge of a piece: pieces overlap by 2 KiB.
        edge = 196_608 * 3 - 2_048 * 2
        text = bytearray(b"x" * (64 << 20))
        offer = " 出售一手母婴数据，100w条，0.5元/条，飞机 @edge_seller99 ".encode()
        text[edge - 40:edge - 40 + len(offer)] = offer
        file.write(bytes(text))
        deadline = time.time() + 120
        while time.time() < deadline and len(tail.alerts()) < 2:
            time.sleep(0.1)
        file.write(b"\n" + line(1))
    deadline = time.time() + 120
    while time.time() < deadline and len(tail.alerts()) < 3:
        time.sleep(0.1)
    contacts = {contact["masked"][-2:] for alert in tail.alerts() for contact in alert["contacts"]}
    check(len(tail.alerts()) == 3 and "99" in contacts, f"a line of 64 MiB: {len(tail.alerts())} alerts, {sorted(contacts)}")
    check(peak(tail) - memory < 32 << 10, f"memory grew by {(peak(tail) - memory) >> 10} MiB")
    tail.end()


def peak(tail):
    with open(f"/proc/{tail.process.pid}/status") as file:
        return int(next(row for row in file if row.startswith("VmHWM")).split()[1])


def cpu(tail):
    with open(f"/proc/{tail.process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def many_files():
    files, limit = (20_000, 1_024) if options.long else (1_500, 64)
    tail = Tail(start=False, descriptors=limit)
    for number in range(files):
        with open(tail.path(f"f{number}.log"), "wb") as file:
            file.write(b"quiet\n")
    tail.start()
    deadline = time.time() + 60
    while time.time() < deadline:
        status = subprocess.run([options.binary, "tail", "--status", "--state", tail.state], capture_output=True, text=True).stdout
        if f"{files} followed" in status:
            break
        time.sleep(0.2)
    check(f"{files} followed" in status, f"{files} files under {limit} descriptors: {status.splitlines()[1:2]}")
    before, begin = cpu(tail), time.time()
    time.sleep(20 if options.long else 6)
    share = (cpu(tail) - before) / (time.time() - begin)
    check(share < 0.02 or not options.long, f"idle: {share:.2%} of a core")
    for serial in range(100):
        with open(tail.path(f"f{serial % 10}.log"), "ab") as file:
            file.write(line(serial))
    tail.expect(100, "ten active ones")
    check("Too many open files" not in tail.log(), "no descriptor is missing")
    tail.end()


def fairness():
    """A large backlog beside small files, and an output that nobody reads."""
    tail = Tail()
    backlog = tail.path("big.log")
    with open(backlog, "wb") as file:
        filler = "2026-11-03 14:20:00 <小李> 今天天气不错，大家吃饭了吗，晚上一起出去走走吧\n".encode() * 1_000
        for _ in range(12_000 if options.long else 600):
            file.write(filler)
    waits, serial = [], 0
    for _ in range(8):
        for number in range(10):
            with open(tail.path(f"s{number}.log"), "ab") as file:
                file.write(line(serial))
            serial += 1
        begin = time.time()
        tail.wait(serial)
        waits.append(time.time() - begin)
    check(max(waits) < 2 or not options.long, f"beside a backlog of {os.path.getsize(backlog) >> 20} MiB small files wait {max(waits):.2f} s at most")
    tail.stop()
    reader, writer = os.pipe()
    tail.start(stdout=writer)
    for serial in range(serial, serial + 400):
        with open(tail.path("hung.log"), "ab") as file:
            file.write(line(serial))
    time.sleep(60 if options.long else 2)
    check(peak(tail) < 256 << 10, f"with a hung output memory peaks at {peak(tail) >> 10} MiB")
    drained = threading.Thread(target=lambda: drain(reader), daemon=True)
    drained.start()
    tail.expect(serial + 1, "a hung output")
    tail.end()
    os.close(writer)


def drain(reader):
    while os.read(reader, 65_536):
        pass


def disk_full():
    """A full disk under the state; needs the right to mount."""
    state = tempfile.mkdtemp()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", state], capture_output=True).returncode:
        print("skip  disk full: this user may not mount", flush=True)
        return
    try:
        tail = Tail(start=False, state=os.path.join(state, "state"))
        tail.start("--from-start")
        count = 3_000
        with open(tail.path("a.log"), "ab") as file:
            file.writelines(line(serial) for serial in range(count))
        deadline = time.time() + 60
        while time.time() < deadline and "cannot store" not in tail.log():
            time.sleep(0.1)
        check("cannot store" in tail.log() and tail.process.poll() is None, "a full disk is told, and survived")
        subprocess.run(["mount", "-o", "remount,size=256m", state], check=True)
        tail.expect(count, "room again, without a restart")
        tail.end()
    finally:
        subprocess.run(["umount", "-l", state])


def compress():
    tail = Tail()
    with open(tail.path("a.log"), "wb") as file:
        file.writelines(line(serial) for serial in range(50))
    tail.expect(50, "before")
    tail.kill()
    with open(tail.path("a.log"), "ab") as file:
        file.writelines(line(serial) for serial in range(50, 80))
    packed = gzip.compress(open(tail.path("a.log"), "rb").read())
    os.remove(tail.path("a.log"))
    with open(tail.path("a.log"), "wb") as file:
        file.writelines(line(serial) for serial in range(80, 100))
    with open(tail.path("a.log.1.gz"), "wb") as file:
        file.write(packed[:len(packed) // 2])
    tail.start()
    time.sleep(0.5)
    tail.restart()
    with open(tail.path("a.log.1.gz"), "ab") as file:
        file.write(packed[len(packed) // 2:])
    tail.expect(100, "a .gz that was still being written")
    os.rename(tail.path("a.log.1.gz"), tail.path("a.log.2.gz"))
    tail.restart()
    tail.expect(100, "the same under another name")
    os.rename(tail.path("a.log"), tail.path("a.log.1"))
    with open(tail.path("a.log"), "wb") as file:
        file.writelines(line(serial) for serial in range(100, 120))
    time.sleep(0.3)
    subprocess.run(["gzip", tail.path("a.log.1")], check=True)
    tail.expect(120, "compressed while it was followed")
    tail.end()


def conversation():
    tail = Tail()
    file = open(tail.path("a.log"), "ab", buffering=0)
    for number, text in enumerate(["有一手股民", "50w", "私 @gupiao_boss"]):
        file.write(f"2026-11-03 14:26:0{number} <u0> {text}\n".encode())
        time.sleep(0.5)
        tail.restart()
    deadline = time.time() + 60
    while time.time() < deadline and not tail.alerts():
        time.sleep(0.1)
    alerts = tail.alerts()
    check(len(alerts) == 1 and len(alerts[0]["messages"]) == 3, f"an offer over three messages with kills between: {len(alerts)} alert")
    check(bool(alerts) and alerts[0]["volume"]["records"] == 500_000, "its volume is known")
    data = open(os.path.join(tail.state, "fencewatch.sqlite"), "rb").read()
    data += open(os.path.join(tail.state, "fencewatch.sqlite-wal"), "rb").read() if os.path.exists(os.path.join(tail.state, "fencewatch.sqlite-wal")) else b""
    check(b"gupiao_boss" not in data, "the state holds no value unmasked")
    tail.end()


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


def model():
    """Random sequences of what happens to a log, against a model of what must come out."""
    for sequence in range(100_000 if options.long else 6):
        seed = options.seed + sequence
        choose = random.Random(seed)
        tail = Tail()
        written, partial, rotation, trace = 0, b"", 0, []
        file = open(tail.path("m.log"), "ab", buffering=0)
        for _ in range(choose.randrange(6, 16)):
            action = choose.choice(["write", "write", "partial", "rename", "copytruncate", "delete", "pause", "kill", "compress"])
            trace.append(action)
            if action == "write":
                if partial:
                    file.write(partial)
                    partial = b""
                    written += 1
                for _ in range(choose.randrange(1, 30)):
                    file.write(line(written))
                    written += 1
            elif action == "partial" and not partial:
                text = line(written)
                cut = choose.randrange(1, len(text) - 1)
                file.write(text[:cut])
                partial = text[cut:]
            elif action in ("rename", "copytruncate", "delete", "compress"):
                if partial:
                    file.write(partial)
                    partial = b""
                    written += 1
                if action != "rename":
                    # What is cut or deleted before it was read is in no file: the model asks for no more.
                    tail.wait(written, 60)
                if action == "rename":
                    os.rename(tail.path("m.log"), tail.path(f"m.log.{rotation}"))
                elif action == "copytruncate":
                    shutil.copy(tail.path("m.log"), tail.path(f"m.log.{rotation}"))
                    os.truncate(tail.path("m.log"), 0)
                elif action == "delete":
                    os.remove(tail.path("m.log"))
                else:
                    os.rename(tail.path("m.log"), tail.path(f"m.log.{rotation}"))
                    subprocess.run(["gzip", "-f", tail.path(f"m.log.{rotation}")], check=True)
                rotation += 1
                file.close()
                file = open(tail.path("m.log"), "ab", buffering=0)
            elif action == "pause":
                time.sleep(choose.uniform(0, 0.2))
            elif action == "kill":
                tail.kill()
                if choose.random() < 0.5:
                    for _ in range(choose.randrange(0, 5)):
                        if not partial:
                            file.write(line(written))
                            written += 1
                tail.start()
        if partial:
            file.write(partial)
            written += 1
        tail.wait(written, 60)
        found = tail.serials()
        good = sorted(found) == list(range(written))
        if not good or sequence % 50 == 0:
            time.sleep(0.3)
            found = tail.serials()
            good = sorted(found) == list(range(written))
        if not good:
            missing = sorted(set(range(written)) - set(found))
            check(False, f"seed {seed}: {' '.join(trace)}: {len(missing)} missing {missing[:5]}, {len(found) - len(set(found))} twice; {tail.log()[-6000:]}")
        tail.kill()
        shutil.rmtree(tail.root, ignore_errors=True)
        if len(failures) > 3:
            return
    check(not failures, f"random sequences from seed {options.seed}")


globals()[options.scenario]()
sys.exit(1 if failures else 0)
