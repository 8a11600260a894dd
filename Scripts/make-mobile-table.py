#!/usr/bin/env python3
"""Region of mainland mobile ranges (first seven digits).

Source: PyPI phonenumbers 9.0.43 (from libphonenumber; Apache-2.0), geodata of country code 86.
Run: pip install phonenumbers==9.0.43 && python3 Scripts/make-mobile-table.py

Each line is a block of a thousand ranges: its four digits, a tab, then runs of three characters in base 90: region (two) and
length (one). Region 0 is unknown; the block's last unknown run is left out.
"""

from phonenumbers.geocoder import GEOCODE_DATA

import swift_table

ALPHABET = [chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\#\t'][:90]
assert len(ALPHABET) == 90

by_prefix = {
    key[2:]: value.get("zh") or value["en"]
    for key, value in GEOCODE_DATA.items()
    if key.startswith("861") and len(key) in (8, 9) and key[2:4] != "10"
}
names = [""] + sorted(set(by_prefix.values()))
index = {name: number for number, name in enumerate(names)}
blocks = {}
for prefix, name in by_prefix.items():
    tails = [prefix[4:]] if len(prefix) == 7 else [prefix[4:] + str(last) for last in range(10)]
    for tail in tails:
        block = blocks.setdefault(prefix[:4], {})
        if len(prefix) == 7 or int(tail) not in block:
            block[int(tail)] = index[name]

rows = []
for prefix, block in blocks.items():
    runs = []
    for number in range(1000):
        region = block.get(number, 0)
        if runs and runs[-1][0] == region and runs[-1][1] < 89:
            runs[-1][1] += 1
        else:
            runs.append([region, 1])
    while runs and runs[-1][0] == 0:
        runs.pop()
    rows.append(prefix + "\t" + "".join(ALPHABET[r // 90] + ALPHABET[r % 90] + ALPHABET[n] for r, n in runs))

swift_table.write(
    "MobileRegionTable", "Regions of mainland mobile ranges by their first seven digits.",
    {"script": "make-mobile-table.py", "source": "phonenumbers 9.0.43, geodata for 86", "licence": "Apache-2.0"},
    {"blocks": ("Four digits, then runs: region (two characters) and length (one), base 90.", rows),
     "regions": ("Region number, four digits, then its name.", [f"{n:04}\t{name}" for n, name in enumerate(names) if n])})
