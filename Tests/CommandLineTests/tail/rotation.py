"""What rotations, copies, crashes and lines do."""
import gzip
import json
import os
import random
import shutil
import subprocess
import threading
import time

from driver import Tail, check, line, options, peak, rand



def kill_loop():
    """Five writers that rotate by renaming, while the tail is killed again and again."""
    lines, kills = (options.lines or 1_000_000, 200) if options.long else (6_000, 15)
    tail = Tail()
    lock, counter, begin = threading.Lock(), [0], time.time()

    def write(number):
        pace, rotations = random.Random(number), 0
        name = tail.path(f"w{number}.log")
        file = open(name, "ab", buffering=0)
        while True:
            with lock:
                serial = counter[0]
                if serial >= lines or time.time() - begin > options.seconds:
                    return
                counter[0] += 1
            file.write(line(serial))
            if file.tell() > (262_144 if options.long else 32_768):
                file.close()
                # Nothing is removed: what a rotation drops while no tail runs is in no file.
                rotations += 1
                os.rename(name, f"{name}.{rotations}")
                file = open(name, "ab", buffering=0)
            if pace.random() < 0.05:
                # A million lines are written while it is killed two hundred times.
                time.sleep(0.01 if not options.long else 220 * 5 / (0.05 * lines))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for writer in writers:
        writer.start()
    for _ in range(kills):
        time.sleep(rand.uniform(0.2, 2.0 if options.long else 0.7))
        tail.restart()
    for writer in writers:
        writer.join()
    lines = counter[0]
    tail.wait(lines, 4 * 3_600 if options.long else 60)
    tail.expect(lines, f"{kills} kills -9")
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
    tail.expect(serial, "before the writer of a renamed file goes on")
    if options.long:
        # Longer than the grace.
        time.sleep(3)
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
    # What comes in another file behind the half line tells that the tail has seen it.
    other = open(tail.path("b.log"), "ab", buffering=0)
    file = open(tail.path("a.log"), "ab", buffering=0)
    text = line(2)
    file.write(text[:40])
    other.write(line(0))
    tail.expect(1, "behind half a line")
    tail.restart()
    other.write(line(1))
    tail.expect(2, "behind half a line, after a start")
    if options.long:
        time.sleep(10)
    file.write(text[40:])
    tail.expect(3, "half a line")
    message = next(message for alert in tail.alerts() for message in alert["messages"] if message["source"] == tail.path("a.log"))
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
    tail.expect_log("compressed, and not whole yet")
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
    tail.expect(120, "renamed")
    subprocess.run(["gzip", tail.path("a.log.1")], check=True)
    tail.expect_read("a.log.1.gz")
    tail.expect(120, "compressed while it was followed")
    os.mkdir(tail.path("old"))
    os.rename(tail.path("a.log"), tail.path("old/a.log.1"))
    subprocess.run(["gzip", tail.path("old/a.log.1")], check=True)
    with open(tail.path("a.log"), "wb") as file:
        file.writelines(line(serial) for serial in range(120, 130))
    tail.expect(130, "compressed in a folder for old logs")
    tail.kill()
    shutil.copy(tail.path("a.log"), tail.path("old/a.log.1"))
    with open(tail.path("a.log"), "r+b") as file:
        file.truncate(0)
        file.writelines(line(serial) for serial in range(130, 135))
    tail.start()
    tail.expect(135, "copied to a folder for old logs and cut")
    tail.end()


def conversation():
    # A contact without a name is known by a number, which is masked wherever it is put down, and still is one author.
    for author in ["u0", "+86 139 1234 5607"]:
        tail = Tail()
        file = open(tail.path("a.log"), "ab", buffering=0)
        for number, text in enumerate(["股民数据", "50w", "私 @gupiao_boss"]):
            file.write(f"2026-11-03 14:26:0{number} <{author}> {text}\n".encode())
            tail.expect_read("a.log")
            tail.restart()
        deadline = time.time() + 60
        while time.time() < deadline and not tail.alerts():
            time.sleep(0.1)
        alerts = tail.alerts()
        check(len(alerts) == 1 and len(alerts[0]["messages"]) == 3, f"an offer over three messages with kills between: {len(alerts)} alert")
        check(bool(alerts) and alerts[0]["volume"]["records"] == 500_000, "its volume is known")
        data = open(os.path.join(tail.state, "fencewatch.sqlite"), "rb").read()
        data += open(os.path.join(tail.state, "fencewatch.sqlite-wal"), "rb").read() if os.path.exists(os.path.join(tail.state, "fencewatch.sqlite-wal")) else b""
        for value in ["gupiao_boss", "139 1234 5607"]:
            check(value.encode() not in data, "the state holds no value unmasked")
            check(value not in json.dumps(alerts, ensure_ascii=False), "nor does the output")
        tail.end()
