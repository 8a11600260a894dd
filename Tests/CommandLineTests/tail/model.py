"""Random sequences of what happens to a log, against a model of what must come out.

Many logs are followed by one tail, each with a sequence of its own, so that hundreds of sequences take seconds. A sequence that
fails is run again alone, and shortened as long as it fails.
"""
import gzip
import os
import random
import shutil
import time

from driver import Tail, check, failures, line, options

ACTIONS = ["write"] * 4 + ["partial"] * 2 + ["rename"] * 2 + ["copytruncate"] * 2 + ["delete", "compress", "rewrite", "pause", "kill"]


class Log:
    """A log, and what was written to it that must come out."""

    def __init__(self, folder, first):
        self.folder, self.next, self.first = folder, first, first
        self.partial, self.rotation = b"", 0
        os.makedirs(folder)
        self.file = open(self.path("m.log"), "ab", buffering=0)

    def path(self, name):
        return os.path.join(self.folder, name)

    def finish_line(self):
        if self.partial:
            self.file.write(self.partial)
            self.partial = b""
            self.next += 1

    def do(self, action, amount):
        if action == "write":
            self.finish_line()
            self.file.write(b"".join(line(serial) for serial in range(self.next, self.next + amount)))
            self.next += amount
        elif action == "partial" and not self.partial:
            text = line(self.next)
            cut = amount * 3 + 1
            self.file.write(text[:cut])
            self.partial = text[cut:]
        elif action in ("rename", "compress", "delete", "copytruncate", "rewrite"):
            self.finish_line()
            old = self.path(f"m.log.{self.rotation}")
            self.rotation += 1
            if action in ("rename", "compress"):
                os.rename(self.path("m.log"), old)
                if action == "compress":
                    # Whole at once, as a rename into place makes it, or piece by piece.
                    packed = gzip.compress(open(old, "rb").read())
                    with open(old + ".gz", "wb") as file:
                        file.write(packed[:len(packed) // 2])
                        file.flush()
                        file.write(packed[len(packed) // 2:])
                    os.remove(old)
            elif action == "delete":
                os.remove(self.path("m.log"))
            else:
                if action == "copytruncate":
                    shutil.copy(self.path("m.log"), old)
                os.truncate(self.path("m.log"), 0)
                if action == "rewrite":
                    # No smaller than before, as far as that goes.
                    self.file.write(b"".join(line(serial) for serial in range(self.next, self.next + amount)))
                    self.next += amount
            if action != "rewrite":
                self.file.close()
                self.file = open(self.path("m.log"), "ab", buffering=0)


# What these cut or remove before it was read is in no file: the model asks for no more.
NEEDS_READING = ("delete", "copytruncate", "rewrite")


def plan(seed):
    choose = random.Random(seed)
    return [(choose.choice(ACTIONS), choose.randrange(1, 30)) for _ in range(choose.randrange(6, 16))]


def play(plans, seed):
    """Plays sequences side by side under one tail.

    Returns the numbers of the sequences that went wrong, with what was missing and what came twice.
    """
    tail = Tail()
    choose = random.Random(seed)
    logs = [Log(os.path.join(tail.logs, f"l{number}"), number * 10_000) for number in range(len(plans))]
    written = lambda: sum(log.next - log.first for log in logs)
    for step in range(max(map(len, plans))):
        actions = [actions[step] if step < len(actions) else ("none", 0) for actions in plans]
        if any(action in NEEDS_READING for action, _ in actions):
            for log, (action, _) in zip(logs, actions):
                if action in NEEDS_READING:
                    log.finish_line()
            tail.wait(written(), 60)
        kills = any(action == "kill" for action, _ in actions)
        if kills:
            tail.kill()
        for log, (action, amount) in zip(logs, actions):
            log.do(action, amount)
        if kills:
            tail.start()
        elif any(action == "pause" for action, _ in actions):
            time.sleep(choose.uniform(0, 0.1))
    for log in logs:
        log.finish_line()
    tail.wait(written(), 60)
    tail.settle()
    found = sorted(tail.serials())
    wrong = {}
    for number, log in enumerate(logs):
        mine = [serial - log.first for serial in found if log.first <= serial < log.first + 10_000]
        missing = sorted(set(range(log.next - log.first)) - set(mine))
        twice = len(mine) - len(set(mine))
        if missing or twice:
            wrong[number] = f"{len(missing)} missing {missing[:5]}, {twice} twice"
    log = tail.log()
    tail.kill()
    shutil.rmtree(tail.root, ignore_errors=True)
    return wrong, log


def shrink(actions, seed):
    """Leaves out what is not needed for the failure. Twice in a row must fail, as some failures are a matter of time."""
    fails = lambda actions: any(play([actions], seed)[0] for _ in range(2))
    if not fails(actions):
        return None
    index = 0
    while index < len(actions):
        shorter = actions[:index] + actions[index + 1:]
        if shorter and fails(shorter):
            actions = shorter
        else:
            index += 1
    return actions


def model():
    sequences, side_by_side = (options.sequences or (100_000 if options.long else 200)), 50
    for first in range(0, sequences, side_by_side):
        seeds = [options.seed + number for number in range(first, min(sequences, first + side_by_side))]
        # Half of the batches are never killed: the live paths are not those of a start.
        plans = [plan(seed) for seed in seeds]
        if (first // side_by_side) % 2:
            plans = [[("pause" if action == "kill" else action, amount) for action, amount in actions] for actions in plans]
        wrong, log = play(plans, seeds[0])
        for number, what in list(wrong.items())[:3]:
            shorter = shrink(plans[number], seeds[number])
            check(False, f"seed {seeds[number]}: {what}: {plans[number]}; " + (
                f"shortest that fails: {shorter}" if shorter else f"it passes alone; log of l{number}: "
                + "\n".join(row for row in log.splitlines() if f"/l{number}/" in row)[-3_000:]))
        if len(failures) > 3:
            return
    check(not failures, f"{sequences} random sequences from seed {options.seed}")
