"""Many files, large files, outputs and disks that fail."""
import json
import os
import sqlite3
import subprocess
import tempfile
import threading
import time

from driver import Tail, check, cpu, drain, line, options, peak



def many_files():
    files, limit = (20_000, 1_024) if options.long else (1_500, 64)
    tail = Tail(start=False, descriptors=limit)
    for number in range(files):
        with open(tail.path(f"f{number}.log"), "wb") as file:
            file.write(b"quiet\n")
    tail.start()
    deadline = time.time() + 120
    while time.time() < deadline:
        status = tail.status()
        if f"{files} followed" in status and " 0 waiting" in status:
            break
        time.sleep(0.2)
    check(f"{files} followed" in status, f"{files} files under {limit} descriptors: {status.splitlines()[2:3]}")
    if options.long:
        before, begin = cpu(tail), time.time()
        time.sleep(60)
        share = (cpu(tail) - before) / (time.time() - begin)
        check(share < 0.02, f"idle: {share:.2%} of a core")
    sent = {}
    for serial in range(100):
        with open(tail.path(f"f{serial % 10}.log"), "ab") as file:
            file.write(line(serial))
        sent[serial] = time.time()
        if options.long:
            time.sleep(0.1)
    tail.expect(100, "ten active ones")
    waits = delays(tail, sent)
    check(waits[-1] < 2 or not options.long, f"from line to store: {waits[-1] * 1e3:.0f} ms at most")
    check("Too many open files" not in tail.log(), "no descriptor is missing")
    tail.stop()
    # More than may be open, and the last in the order of their names: all are opened to see whether they have such a line.
    for serial in range(100, 100 + limit):
        with open(tail.path(f"z{serial}.log"), "wb") as file:
            file.write(line(serial)[:-1])
    tail.once()
    tail.expect(100 + limit, "last lines without an end behind as many files, in a run that ends")
    tail.end()


def fairness():
    """A large backlog beside small files, and an output that nobody reads."""
    tail = Tail()
    backlog = tail.path("big.log")
    with open(backlog, "wb") as file:
        filler = "2026-11-03 14:20:00 <小李> 今天天气不错，大家吃饭了吗，晚上一起出去走走吧\n".encode() * 1_000
        for _ in range(12_000 if options.long else 600):
            file.write(filler)
    small, sent, serial = 100 if options.long else 10, {}, 0
    for _ in range(20 if options.long else 8):
        begin = time.time()
        for number in range(small):
            with open(tail.path(f"s{number}.log"), "ab") as file:
                file.write(line(serial))
            sent[serial] = time.time()
            serial += 1
        if options.long:
            time.sleep(max(0, begin + 1 - time.time()))
        else:
            tail.wait(serial)
    tail.expect(serial, "beside a backlog")
    waits = delays(tail, sent)
    p99 = waits[int(0.99 * len(waits))]
    check(p99 < 2 or not options.long, f"beside a backlog of {os.path.getsize(backlog) >> 20} MiB {small} small files: p99 {p99 * 1e3:.0f} ms")
    tail.stop()
    reader, writer = os.pipe()
    tail.start(stdout=writer)
    for serial in range(serial, serial + 400):
        with open(tail.path("hung.log"), "ab") as file:
            file.write(line(serial))
    # All are stored while none of them is written out.
    check(tail.wait(serial + 1), "with a hung output lines are stored")
    if options.long:
        time.sleep(60)
    check(peak(tail) < 256 << 10, f"with a hung output memory peaks at {peak(tail) >> 10} MiB")
    drained = threading.Thread(target=lambda: drain(reader), daemon=True)
    drained.start()
    tail.expect(serial + 1, "a hung output")
    tail.end()
    os.close(writer)


def sparse():
    """Backlogs with few alerts: rounds are quick, so that each reads as much of a file as it ever does."""
    tail = Tail()
    filler = "2026-11-03 14:20:00 <小李> 今天天气不错，大家吃饭了吗，晚上一起出去走走吧\n" * 200
    serial = 0
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        text = "\ufeff" if encoding == "utf-16-le" else ""
        for serial in range(serial, serial + 150):
            text += filler + line(serial).decode()
        serial += 1
        with open(tail.path(encoding + ".log"), "wb") as file:
            file.write(text.encode(encoding))
        tail.expect(serial, f"few alerts in {len(text) >> 20} Mi characters of {encoding}")
    tail.end()


def hung():
    """An end that is asked for while nobody reads the output, and an output whose disk is full."""
    reader, writer = os.pipe()
    tail = Tail(start=False)
    tail.start("--from-start", stdout=writer)
    with open(tail.path("a.log"), "ab") as file:
        file.writelines(line(serial) for serial in range(2_000))
    tail.wait(500)
    begin = time.time()
    status, seconds = tail.stop()
    check(status == 0 and (seconds < 5 or not options.long), f"ends while the output hangs, with status {status}")
    os.close(reader)
    os.close(writer)
    # Everything comes out at the next start, what was written before too.
    tail.start()
    tail.expect(2_000, "after a hung output")
    deadline = time.time() + 60
    ids = set()
    while time.time() < deadline and len(ids) < 2_000 - 600:
        rows = open(os.path.join(tail.root, "out")).read().split("\n")[:-1]
        ids = {json.loads(row)["id"] for row in rows}
        time.sleep(0.1)
    check(len(ids) >= 2_000 - 600, f"{len(ids)} alerts written out after the start")
    tail.end()


def disk_full():
    """A full disk under state and output, with inputs deleted meanwhile; needs the right to mount."""
    state = tempfile.mkdtemp()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", state], capture_output=True).returncode:
        print("skip  disk full: this user may not mount", flush=True)
        return
    try:
        tail = Tail(start=False, state=os.path.join(state, "state"))
        output = os.path.join(state, "alerts.jsonl")
        tail.start("--from-start", stdout=open(output, "ab"))
        count = 3_000
        with open(tail.path("a.log"), "ab") as file:
            file.writelines(line(serial) for serial in range(count))
        deadline = time.time() + 60
        while time.time() < deadline and "cannot store" not in tail.log():
            time.sleep(0.1)
        check("cannot store" in tail.log() and tail.process.poll() is None, "a full disk is told, and survived")
        # What is open when it is deleted is read later: up to half of the descriptors, at most 512 files.
        for number in range(20):
            with open(tail.path(f"new{number}.log"), "ab") as file:
                file.write(line(count + number))
        held = lambda: sum(os.readlink(entry.path).startswith(tail.logs) for entry in os.scandir(f"/proc/{tail.process.pid}/fd"))
        while time.time() < deadline and held() < 21:
            time.sleep(0.05)
        for name in os.listdir(tail.logs):
            os.remove(tail.path(name))
        subprocess.run(["mount", "-o", "remount,size=256m", state], check=True)
        tail.expect(count + 20, "room again, without a restart, inputs deleted meanwhile")
        ids = {alert["id"] for alert in tail.alerts()}
        written = set()
        while time.time() < deadline and written != ids:
            written = {json.loads(row)["id"] for row in open(output).read().split("\n")[:-1]}
            time.sleep(0.1)
        check(written == ids, f"all {len(ids)} were written out, {len(ids - written)} missing")
        tail.end()
    finally:
        subprocess.run(["umount", "-l", state])


def latency():
    """From a line's end on disk to its alert in the store, at 50 MB/s over 100 files; the long version only."""
    if not options.long:
        return print("skip  latency: for the long version", flush=True)
    tail = Tail()
    rate, seconds, files = 50_000_000, 30, 100
    filler = "2026-11-03 14:20:00 <小李> 今天天气不错，大家吃饭了吗，晚上一起出去走走吧\n".encode()
    piece = filler * (rate // files // 20 // len(filler))
    logs = [open(tail.path(f"f{number}.log"), "ab", buffering=0) for number in range(files)]
    begin, serial, written, sent = time.time(), 0, 0, {}
    while time.time() - begin < seconds:
        for log in logs:
            log.write(piece)
            written += len(piece)
            ahead = written / rate - (time.time() - begin)
            if ahead > 0:
                time.sleep(ahead)
            if serial < (time.time() - begin) * 40:
                log.write(line(serial))
                sent[serial] = time.time()
                serial += 1
    took = time.time() - begin
    tail.wait(serial)
    waits = delays(tail, sent)
    check(len(waits) == serial, f"{serial} alerts among {written / took / 1e6:.0f} MB/s, {serial - len(waits)} missing")
    at = lambda share: waits[min(len(waits) - 1, int(share * len(waits)))]
    check(at(0.99) < 0.25, f"from line to store: median {at(0.5) * 1e3:.0f} ms, p99 {at(0.99) * 1e3:.0f} ms, most {waits[-1] * 1e3:.0f} ms; {cpu(tail) / took:.2f} cores")
    tail.end()


def delays(tail, sent):
    """Seconds from each line's end to the transaction that stored its alert, from the least to the most."""
    database = sqlite3.connect(f"file:{tail.state}/fencewatch.sqlite?mode=ro", uri=True, timeout=10)
    rows = database.execute("SELECT first_seen, json FROM alert").fetchall()
    database.close()
    seen = {int(message["author"][1:]): time for time, row in rows for message in json.loads(row)["messages"]}
    return sorted(seen[serial] - sent[serial] for serial in sent if serial in seen)
