#!/usr/bin/env python3
"""Finds what wakes: short sequences that advertisements have and ordinary text seldom.

Prints Rules/offers/waking.yaml. A sequence is two to four Chinese characters, or a word in Latin letters. It must
stand in at least nine messages of trade of the corpus, four times (a Latin word eight times) as often as in its
quiet ones, and in at most three of ten thousand lines of the ordinary text that is given; a sequence that holds
another is left out. The fifth of the corpus that is held back is not read. Words of the lexicon that are as rare in
ordinary text wake too, whatever was found. What wakes costs a glance at the message's wording, and means nothing by
itself.

    Scripts/make-waking-words.py ORDINARY.txt ... > Rules/offers/waking.yaml
"""
import collections
import json
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent / "corpus"
RULES = ROOT.parent / "Rules" / "offers"
TELLING = {"goods", "people", "subject", "field", "lookup", "data-noun", "source-claim", "freshness", "recruit", "pitch"}
LEAST_TRADE = 9
LEAST_RATIO = 4
# Manuals, of which the ordinary English text is made, lack half of everyday English.
LEAST_LATIN_RATIO = 8
MOST_ORDINARY = 3e-4


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
    return found


def lexicon():
    """Chinese words of the signals that say what is traded, and how."""
    for path in sorted(RULES.glob("*.yaml")):
        for signal, keys, words in re.findall(r"signal: ([a-z-]+)(.*?)words: \[(.*?)\]", path.read_text("utf8"), re.S):
            if signal in TELLING and "wakes:" not in keys:
                yield from (word.strip() for word in words.split(",") if re.fullmatch(r"\s*[\u4e00-\u9fff]{2,}\s*", word))


def main():
    trade, quiet, ordinary, lines = (collections.Counter(), collections.Counter(), collections.Counter(), 0)
    for name in ("trade.jsonl", "quiet.jsonl"):
        for line in (ROOT / name).read_text("utf8").splitlines():
            message = json.loads(line)
            if not is_held_back(message["text"]):
                (quiet if message["label"] == "none" else trade).update(sequences(masked(message)))
    ordinary_text = ""
    for path in sys.argv[1:]:
        text = folded(pathlib.Path(path).read_text("utf8", errors="ignore"))
        ordinary_text += text
        for line in text.splitlines():
            ordinary.update(sequences(line))
            lines += 1
    chosen = {
        sequence for sequence, count in trade.items()
        if count >= LEAST_TRADE
        and count >= (LEAST_LATIN_RATIO if sequence.isascii() else LEAST_RATIO) * quiet[sequence]
        and ordinary[sequence] <= MOST_ORDINARY * lines
    }
    chosen |= {word for word in lexicon() if ordinary_text.count(word) <= MOST_ORDINARY * lines}
    parts = {s: {s[i:j] for i in range(len(s)) for j in range(i + 2, len(s) + 1)} - {s} for s in chosen}
    kept = sorted(sequence for sequence in chosen if not parts[sequence] & chosen)
    print("# Sequences that only advertisements have, found by counting. They wake, and mean nothing by themselves.")
    print("# Made by Scripts/make-waking-words.py; do not edit.")
    print("signals:")
    words = json.dumps(kept, ensure_ascii=False)
    print(f"  - id: waking-sequences\n    signal: quantity\n    wakes: by-wording\n    words: {words}")


if __name__ == "__main__":
    main()
