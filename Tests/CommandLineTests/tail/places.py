"""Which files are followed, and from where."""
import gzip
import os
import random
import shutil
import subprocess
import time

from driver import Tail, check, line, options


def append(path, *serials, encoding=None):
    with open(path, "ab") as file:
        for serial in serials:
            text = line(serial)
            file.write(text.decode().encode(encoding) if encoding else text)


def begins():
    """Where reading begins in files that are seen for the first time."""
    tail = Tail(start=False)
    append(tail.path("old.log"), 100, 101)
    with open(tail.path("wide.log"), "wb") as file:
        file.write(b"\xff\xfe" + (line(102) + line(103)).decode().encode("utf-16-le"))
    tail.start()
    append(tail.path("new.log"), 0)
    append(tail.path("old.log"), 1)
    append(tail.path("wide.log"), 2, encoding="utf-16-le")
    tail.expect(3, "by default old files are read from their ends, new ones from their starts")
    tail.kill()
    append(tail.path("meanwhile.log"), 3)
    tail.start()
    tail.expect(4, "what was skipped stays skipped after a kill, what came meanwhile is read")
    tail.kill()
    append(tail.path("skipped.log"), 104)
    tail.start("--from-end")
    append(tail.path("skipped.log"), 4)
    tail.expect(5, "--from-end skips what came meanwhile")
    tail.end()


def skipped():
    """What a first start skips: it is counted beside what is followed, while logs rotate and the tail is killed."""
    tail = Tail(start=False)
    logs, choose, serial = [tail.path(f"l{number}.log") for number in range(40)], random.Random(options.seed), 0
    for number, log in enumerate(logs):
        with open(log, "wb") as file:
            file.writelines(line(1_000_000 + 10_000 * number + old) for old in range(3_000))
    with open(tail.path("big.log"), "wb") as file:
        for _ in range(4_000 if options.long else 200):
            file.write(b"2026-11-03 14:20:00 <a> quiet, and longer than a line of this size has to be to make a large log\n" * 4_000)
    tail.start()
    for turn in range(6):
        # Some of it happens while nobody looks.
        if turn % 2:
            tail.kill()
        # At first they hold nothing but what is skipped, and may not be counted yet.
        for log in logs if turn else []:
            append(log, serial)
            serial += 1
        if not turn % 2:
            # What is cut before it was read is in no file, unless the copy is known for one.
            tail.wait(serial)
        for log in logs:
            action, name = choose.choice(["none", "rename", "copytruncate", "compress"]), f"{log}.{turn}"
            if action in ("rename", "compress"):
                os.rename(log, name)
            if action == "compress":
                with open(name, "rb") as plain, gzip.open(name + ".gz", "wb", 1) as packed:
                    shutil.copyfileobj(plain, packed)
                os.remove(name)
            if action == "copytruncate":
                shutil.copy(log, name)
                # What is written between copy and cut is in no file.
                os.truncate(log, 0)
            append(log, serial)
            serial += 1
        if turn % 2:
            tail.start()
        else:
            tail.wait(serial)
    append(tail.path("big.log"), serial)
    status, seconds = tail.stop()
    check(status == 0 and seconds < 5, f"ends with status {status} in {seconds:.1f} s while there is much to count")
    tail.start()
    tail.expect(serial + 1, "beside what is counted")
    tail.end()


def found():
    """Folders, links, globs and exclusions."""
    tail = Tail()
    elsewhere = os.path.join(tail.root, "elsewhere")
    os.mkdir(elsewhere)
    append(os.path.join(elsewhere, "linked.log"), 0)
    os.symlink(os.path.join(elsewhere, "linked.log"), tail.path("link.log"))
    os.symlink(tail.path("link.log"), tail.path("link-again.log"))
    os.symlink(tail.logs, tail.path("loop"))
    os.makedirs(tail.path("a/b/c"))
    append(tail.path("a/b/c/deep.log"), 1)
    tail.expect(2, "links once, folders that come")
    append(os.path.join(elsewhere, "linked.log"), 2)
    append(tail.path("a/b/c/deep.log"), 3)
    tail.expect(4, "growth behind a link and in a new folder")
    os.rename(tail.path("a"), os.path.join(tail.root, "taken"))
    os.makedirs(tail.path("a/b/c"))
    append(tail.path("a/b/c/deep.log"), 4)
    tail.expect(5, "a folder in another's place")
    os.rename(tail.logs, tail.logs + ".old")
    os.mkdir(tail.logs)
    append(tail.path("fresh.log"), 5)
    tail.expect(6, "the folder itself replaced")
    tail.end()

    tail = Tail(start=False)
    for folder in ("x/logs", "y/logs/2026", "y/other", "x/logs/archive"):
        os.makedirs(tail.path(folder))
    names = ["x/logs/a.log", "y/logs/2026/b.log", "y/other/c.log", "x/logs/archive/d.log", "x/logs/e.log.bak", "x/logs/f.txt"]
    tail.paths = [tail.logs + "/*/logs/**/*.log"]
    tail.start("--from-start", "--exclude", "archive", "--exclude", "*.bak")
    for number, name in enumerate(names):
        append(tail.path(name), number)
    tail.expect(2, "globs and exclusions")
    tail.end()


def encodings():
    """A file whose encoding shows late, and text behind a hole."""
    tail = Tail()
    with open(tail.path("gbk.log"), "ab", buffering=0) as file:
        file.write(b"2026-11-03 14:26:07 <a> hello\n" * 50)
        tail.settle()
        for serial in range(3):
            file.write(line(serial).decode().encode("gbk"))
        tail.expect(3, "ASCII that turns out to be GBK")
    with open(tail.path("wide.log"), "wb", buffering=0) as file:
        file.write(b"\xff\xfe" + line(3).decode().encode("utf-16-le"))
        tail.expect(4, "UTF-16")
        half = line(4).decode().encode("utf-16-le")
        file.write(half[:33])
        tail.settle()
        file.write(half[33:])
        tail.expect(5, "UTF-16 cut within a character")
    # A writer that does not append goes on behind what was cut.
    with open(tail.path("hole.log"), "wb", buffering=0) as file:
        file.write(line(5) * 1)
        tail.expect(6, "before the cut")
        os.truncate(tail.path("hole.log"), 0)
        file.write(line(6) + line(7))
        tail.expect(8, "behind a hole")
    tail.kill()
    # A run that ends takes the last line as it stands, but no half of a character: it would shift all that comes behind it.
    wide = b"\xff\xfe" + line(8).decode().encode("utf-16-le")
    with open(tail.path("once.log"), "wb", buffering=0) as file:
        file.write(wide[:-5])
        subprocess.run([options.binary, "tail", tail.logs, "--state", tail.state, "--once"], check=True, capture_output=True)
        file.write(wide[-5:] + line(9).decode().encode("utf-16-le"))
    tail.start()
    tail.expect(10, "UTF-16 behind a run that ended within a character")
    tail.end()


def rewrites():
    """Files that are rewritten in place, or begin alike."""
    head = (b"2026-11-03 14:26:07 <a> " + b"a head that every file has " * 60 + b"\n") * 5
    body = lambda serial: line(serial)[:-1] + b" " + b"." * 400 + b"\n"
    for live in (True, False):
        tail = Tail()
        with open(tail.path("a.log"), "wb") as file:
            file.write(head + b"".join(body(serial) for serial in range(10)))
        tail.expect(10, "before")
        if not live:
            tail.kill()
        with open(tail.path("a.log"), "r+b") as file:
            file.truncate(0)
            file.write(head + b"".join(body(serial) for serial in range(10, 110)))
        if not live:
            tail.start()
        tail.expect(110, f"rewritten, no smaller, its first 4 KiB and the ends of its lines as before, {'live' if live else 'while stopped'}")
        tail.end()
    tail = Tail()
    with open(tail.path("b.log"), "wb") as file:
        file.write(line(0))
    tail.expect(1, "before")
    with open(tail.path("b.log"), "r+b") as file:
        file.write(line(1))
    tail.expect(2, "rewritten with the same size")
    # Logs whose names look like rotations of one another, and whose heads are the same.
    for name in ("c.log", "c-1.log", "c.log.x"):
        with open(tail.path(name), "wb") as file:
            file.write(head)
        tail.settle()
    serial = 2
    for name in ("c.log.x", "c.log", "c-1.log"):
        append(tail.path(name), serial, serial + 1)
        tail.settle()
        serial += 2
    tail.expect(8, "equal heads that part later")
    # The writer goes on between copy and cut.
    with open(tail.path("d.log"), "ab", buffering=0) as file:
        file.write(b"".join(line(serial) for serial in range(8, 60)))
        tail.expect(60, "before the copy")
        shutil.copy(tail.path("d.log"), os.path.join(tail.root, "copy"))
        file.write(line(60))
        tail.expect(61, "written after the copy was made")
        os.rename(os.path.join(tail.root, "copy"), tail.path("d.log.1"))
        os.truncate(tail.path("d.log"), 0)
        file.write(line(61))
        tail.expect(62, "a copy that ends before what was read")
    # A copy that nobody cuts for is a backup.
    shutil.copy(tail.path("d.log"), tail.path("d.log.2"))
    append(tail.path("d.log"), 62)
    tail.expect(63, "a backup beside its log")
    tail.restart()
    tail.expect(63, "the same after a restart")
    tail.end()
