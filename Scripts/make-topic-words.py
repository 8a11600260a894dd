#!/usr/bin/env python3
"""Finds the words that tell what data are about, from the corpus, and prints Rules/offers/topics.yaml.

A word is two to four Chinese characters, a word in Latin letters, or two of them. It must stand in at least four messages of
trade, and nearly half of those must have one category, of which it is at least two and a half times as often as of others. Its
weight is the log-odds by which that category is likelier beside it. A word of which a part says as much is left out. The fifth of the
corpus that is held back is not read.

    Scripts/make-topic-words.py > Rules/offers/topics.yaml
"""
import collections
import importlib.util
import json
import math
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
LEAST_MESSAGES = 4
LEAST_SHARE = 0.45
LEAST_LIFT = 2.5
# What a part may say less, and the whole word is still left out.
LEAST_GAIN = 0.7
STEP = 0.5

spec = importlib.util.spec_from_file_location("waking", HERE / "make-waking-words.py")
waking = importlib.util.module_from_spec(spec)
spec.loader.exec_module(waking)


def words(text):
    text = waking.folded(text)
    found = set()
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        for size in (2, 3, 4):
            found.update(run[i:i + size] for i in range(len(run) - size + 1))
    for run in re.findall(r"[a-z]+(?: [a-z]+)*", text):
        latin = run.split()
        found.update(word for word in latin if len(word) > 2)
        found.update(f"{a} {b}" for a, b in zip(latin, latin[1:]) if len(a) > 1 and len(b) > 1)
    return found


def parts(word):
    if " " in word:
        return word.split()
    if word.isascii():
        return []
    return [word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1) if j - i < len(word)]


def log_odds(share):
    return math.log(share / (1 - share))


def main():
    messages, counts, categories = 0, collections.Counter(), collections.Counter()
    together = collections.defaultdict(collections.Counter)
    for line in (waking.ROOT / "trade.jsonl").read_text("utf8").splitlines():
        message = json.loads(line)
        if not message["categories"] or waking.is_held_back(message["text"]):
            continue
        messages += 1
        found = words(waking.masked(message))
        counts.update(found)
        for category in message["categories"]:
            categories[category] += 1
            if category != "other":
                for word in found:
                    together[word][category] += 1
    told = {}
    for word, count in counts.items():
        if count < LEAST_MESSAGES or not together[word]:
            continue
        category, right = max(together[word].items(), key=lambda item: (item[1], item[0]))
        share, usual = right / (count + 1), categories[category] / messages
        if share >= LEAST_SHARE and share >= LEAST_LIFT * usual:
            told[word] = (category, log_odds(share) - log_odds(usual))
    groups = collections.defaultdict(list)
    for word, (category, weight) in told.items():
        if any(told.get(part, ("", 0))[0] == category and told[part][1] >= weight - LEAST_GAIN for part in parts(word)):
            continue
        groups[category, max(STEP, round(weight / STEP) * STEP)].append(word)
    print("# Words that tell what data are about, found by counting. They sort alerts, and say nothing of a trade.")
    print("# Made by Scripts/make-topic-words.py; do not edit.")
    print("signals:")
    for (category, weight), group in sorted(groups.items()):
        print(f"  - id: topic-{category}-{round(weight * 10)}\n    signal: topic\n    category: {category}\n    weight: {weight}")
        print(f"    words: {json.dumps(sorted(group), ensure_ascii=False)}")


if __name__ == "__main__":
    main()
