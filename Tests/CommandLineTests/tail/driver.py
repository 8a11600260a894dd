"""What the scenarios share: a tail on a folder of logs, lines with serial numbers, and checks that are counted."""
import argparse
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("binary")
parser.add_argument("scenario")
parser.add_argument("--long", action="store_true")
parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
parser.add_argument("--sequences", type=int, help="how many random sequences the model plays")
parser.add_argument("--lines", type=int, help="how many lines the long kill loop writes")
parser.add_argument("--seconds", type=float, default=4 * 3_600, help="most time that the kill loop writes")
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
        self.paths = [self.logs]
        os.mkdir(self.logs)
        if start:
            self.start("--from-start")

    def path(self, name):
        return os.path.join(self.logs, name)

    def limit(self):
        if self.descriptors:
            resource.setrlimit(resource.RLIMIT_NOFILE, (self.descriptors, self.descriptors))

    def once(self, *flags):
        """A run that ends when everything is read."""
        with open(os.path.join(self.root, "out"), "ab") as out, open(os.path.join(self.root, "err"), "ab") as err:
            subprocess.run(
                [options.binary, "tail", *self.paths, "--state", self.state, "--once", *self.flags, *flags],
                stdout=out, stderr=err, preexec_fn=self.limit, check=True)

    def start(self, *flags, stdout=None):
        starts = self.log().count("following")
        self.process = subprocess.Popen(
            [options.binary, "tail", *self.paths, "--state", self.state, "--grace", "1.5", "--log-level", "debug"] + self.flags + list(flags),
            stdout=stdout or open(os.path.join(self.root, "out"), "ab"), stderr=open(os.path.join(self.root, "err"), "ab"), preexec_fn=self.limit)
        # It follows once it has looked at what is there; what comes later is read from its start.
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

    def count(self):
        """How many alerts there are; each holds one line or more."""
        if not os.path.exists(os.path.join(self.state, "fencewatch.sqlite")):
            return 0
        database = sqlite3.connect(f"file:{self.state}/fencewatch.sqlite?mode=ro", uri=True, timeout=10)
        try:
            return database.execute("SELECT count(*) FROM sighting").fetchone()[0]
        except sqlite3.Error:
            return 0
        finally:
            database.close()

    def wait(self, count, seconds=120):
        deadline = time.time() + seconds
        while time.time() < deadline:
            begin = time.time()
            if self.count() >= count and len(self.serials()) >= count:
                return True
            if self.process.poll() is not None:
                return False
            # Counting a million takes time of its own.
            time.sleep(max(0.1, 2 * (time.time() - begin)))
        return False

    def status(self):
        return subprocess.run([options.binary, "tail", "--status", "--state", self.state], capture_output=True, text=True).stdout

    def settle(self):
        """Waits until nothing waits to be read: what would come twice is there then."""
        if self.process.poll() is not None:
            return
        # The status is asked for, and printed, when everything before has been acted on.
        deadline, quiet = time.time() + 30, 0
        while time.time() < deadline and quiet < 2:
            before = self.log().count("files     ")
            self.process.send_signal(signal.SIGUSR1)
            while time.time() < deadline and self.log().count("files     ") == before:
                time.sleep(0.02)
            quiet = quiet + 1 if " 0 waiting" in self.log().rsplit("files     ", 1)[-1].splitlines()[0] else 0
            time.sleep(0.05)

    def expect(self, count, name):
        self.wait(count)
        self.settle()
        found = self.serials()
        missing = sorted(set(range(count)) - set(found))
        check(not missing and len(found) == count, f"{name}: {count} lines, {len(missing)} missing {missing[:5]}, {len(found) - len(set(found))} twice")

    def expect_log(self, text):
        """Waits for what the tail says."""
        deadline = time.time() + 60
        while time.time() < deadline and text not in self.log():
            time.sleep(0.02)
        check(text in self.log(), f"the log says: {text}")

    def expect_read(self, name):
        """Waits until the store says that a file was read to its end."""
        status, deadline, offset = os.stat(self.path(name)), time.time() + 60, 0
        size = status.st_size
        while time.time() < deadline and offset < size:
            time.sleep(0.02)
            database = sqlite3.connect(f"file:{self.state}/fencewatch.sqlite?mode=ro", uri=True, timeout=10)
            try:
                rows = database.execute("SELECT offset FROM file WHERE inode = ? AND NOT is_gone", (status.st_ino,)).fetchall()
                offset = max((row[0] for row in rows), default=0)
            except sqlite3.Error:
                pass
            finally:
                database.close()
        check(offset == size, f"{name} is read to byte {size}")

    def end(self):
        if self.process and self.process.poll() is None:
            status, seconds = self.stop()
            check(status == 0 and (seconds < 5 or not options.long), f"ends with status {status} in {seconds:.1f} s")
        check("Fatal" not in self.log() and "crashed" not in self.log(), "no crash")
        shutil.rmtree(self.root, ignore_errors=True)


def peak(tail):
    with open(f"/proc/{tail.process.pid}/status") as file:
        return int(next(row for row in file if row.startswith("VmHWM")).split()[1])


def cpu(tail):
    with open(f"/proc/{tail.process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def drain(reader):
    while os.read(reader, 65_536):
        pass
