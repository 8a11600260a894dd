#!/usr/bin/env python3
"""Chooses what wakes: short sequences that advertisements have and ordinary text seldom.

Prints Rules/offers/waking.yaml. A sequence is two to four Chinese characters, a word in Latin letters, or two or three
such words. It must stand in at least five messages of trade of the corpus, twice as often as in its quiet ones, and in
at most three of ten thousand lines of the ordinary text that is given. Of those, one after the other is chosen that
wakes most messages for the ordinary lines that it wakes with them; every sequence that wakes a message already halves what it
counts, and four of them end it, since what is met shares few sequences with what was learned from. The fifth of the
corpus that is held back is not read. What wakes costs a glance at the message's wording, and means nothing by itself.

    Scripts/make-waking-words.py ORDINARY.txt ... > Rules/offers/waking.yaml
"""
import collections
import heapq
import json
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent / "corpus"
LEAST_TRADE = 5
LEAST_RATIO = 2
MOST_ORDINARY = 3e-4
SEQUENCES = 2800
MOST_WAKING = 4
# What a sequence costs, in ordinary lines, beside those in which it was seen: what few lines held may be met in more.
UNSEEN_LINES = 6
LONGEST_LATIN = 24
# Words do not wake with the next one that begin every other line: the scan would follow them for nothing.
MOST_BEGINNINGS = 1e-2
# The scan tells longer words by their first eight letters alone, and follows whatever else begins with them.
TOLD_LETTERS = 8
MOST_TOLD = 3e-5


def is_held_back(text):
    """As `LabelledMessage.isHeldBack`: FNV-1a."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return (value >> 32) % 5 == 0


def masked(message):
    """The text without its values: nothing is to be learned of them."""
    data, out, position = message["text"].encode(), b"", 0
    for entity in sorted(message.get("entities", []), key=lambda entity: entity["start"]):
        out += data[position:entity["start"]] + b"0"
        position = max(position, entity["end"])
    return (out + data[position:]).decode()


def folds():
    """How the scan reads each character: what is counted here must be what wakes there."""
    source = (ROOT.parent / "Sources" / "Detection" / "Folding" / "FoldPairs.swift").read_text("utf8")
    literal = re.search(r'static let pairs: StaticString = """\n(.*?)\n *"""', source, re.S)[1]
    pairs = re.sub(r"\\\n *", "", re.sub(r"(?m)^        ", "", literal))
    pairs = re.sub(r"\\u\{([0-9A-F]+)\}", lambda match: chr(int(match[1], 16)), pairs)
    pairs = re.sub(r'\\([\\"])', r"\1", pairs)
    return dict(zip(pairs[::2], pairs[1::2]))


FOLDS = str.maketrans(folds())


def folded(text):
    return unicodedata.normalize("NFKC", text).translate(FOLDS).lower()


def sequences(text):
    text = folded(text)
    found = set()
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        for size in (2, 3, 4):
            found.update(run[i:i + size] for i in range(len(run) - size + 1))
    found.update(re.findall(r"(?<![a-z0-9_@])[a-z]{3,16}(?![a-z0-9_@])", text))
    for run in re.findall(r"(?<![a-z0-9_@])[a-z]+(?: [a-z]+)+(?![a-z0-9_@])", text):
        words = run.split()
        for size in (2, 3):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start:start + size])
                # A single letter may begin a word of both scripts, in which a gap may follow it.
                if len(words[start]) > 1 and len(part) <= LONGEST_LATIN:
                    found.add(part)
    return found


def parts(sequence):
    """What a sequence holds that wakes by itself wherever the sequence does."""
    pieces = sequence.split() if sequence.isascii() else sequence
    join = " ".join if sequence.isascii() else "".join
    least = 1 if sequence.isascii() else 2
    ends = range(len(pieces) + 1)
    return {join(pieces[i:j]) for i in ends for j in ends if j >= i + least} - {sequence}


def beginning(sequence):
    """The first of several words."""
    return sequence.split()[0] if " " in sequence else None


def choose(messages, ordinary):
    """The sequences, each with its gain over its cost when it was chosen, best first.

    messages: the sequences of each message of trade, of which any may be chosen.
    ordinary: how many ordinary lines hold each.
    """
    holders = collections.defaultdict(list)
    for number, found in enumerate(messages):
        for sequence in found:
            holders[sequence].append(number)
    waking = [0] * len(messages)

    def worth(sequence):
        gain = sum(0.5 ** waking[number] for number in holders[sequence] if waking[number] < MOST_WAKING)
        return gain / (ordinary[sequence] + UNSEEN_LINES)

    # Worth only falls, so whatever is still worth most after a fresh count is worth most of all.
    queue = [(-worth(sequence), sequence) for sequence in holders]
    heapq.heapify(queue)
    chosen = []
    while queue and len(chosen) < SEQUENCES:
        _, sequence = heapq.heappop(queue)
        now = worth(sequence)
        if queue and now < -queue[0][0]:
            heapq.heappush(queue, (-now, sequence))
            continue
        chosen.append(sequence)
        for number in holders[sequence]:
            waking[number] += 1
    return chosen


def main():
    trade, lines = [], 0
    quiet, ordinary, latin, told = (collections.Counter() for _ in range(4))
    for name in ("trade.jsonl", "quiet.jsonl"):
        for line in (ROOT / name).read_text("utf8").splitlines():
            message = json.loads(line)
            if not is_held_back(message["text"]):
                found = sequences(masked(message))
                quiet.update(found) if message["label"] == "none" else trade.append(found)
    counts = collections.Counter(sequence for found in trade for sequence in found)
    known = {
        sequence for sequence, count in counts.items()
        if count >= LEAST_TRADE and count >= LEAST_RATIO * quiet[sequence]
    }
    heads = {sequence[:TOLD_LETTERS] for sequence in known if " " in sequence}
    for path in sys.argv[1:]:
        for line in pathlib.Path(path).read_text("utf8", errors="ignore").splitlines():
            ordinary.update(sequences(line) & known)
            text = folded(line)
            latin.update(set(re.findall(r"[a-z]+", text)))
            told.update({text[start.start():][:TOLD_LETTERS] for start in re.finditer(r"(?<![a-z0-9])[a-z]", text)} & heads)
            lines += 1
    known = {
        sequence for sequence in known
        if ordinary[sequence] <= MOST_ORDINARY * lines
        and latin[beginning(sequence)] <= MOST_BEGINNINGS * lines and told[sequence[:TOLD_LETTERS]] <= MOST_TOLD * lines
    }
    chosen = set(choose([found & known for found in trade], ordinary))
    kept = sorted(sequence for sequence in chosen if not parts(sequence) & chosen)
    print("# Sequences that wake most advertisements for the ordinary text that they wake; they mean nothing by themselves.")
    print("# Made by Scripts/make-waking-words.py; do not edit.")
    print("signals:")
    words = json.dumps(kept, ensure_ascii=False)
    print(f"  - id: waking-sequences\n    signal: quantity\n    wakes: by-wording\n    words: {words}")


if __name__ == "__main__":
    main()
