#!/usr/bin/env python3
"""Area codes of mainland landlines with the lengths of their subscribers' numbers.

Source: PyPI phonenumbers 9.0.43 (from libphonenumber; Apache-2.0), metadata and geodata of country code 86.
Run: pip install phonenumbers==9.0.43 && python3 Scripts/make-area-code-table.py
"""

import re

from phonenumbers.data.region_CN import PHONE_METADATA_CN
from phonenumbers.geocoder import GEOCODE_DATA

import swift_table

fixed = re.compile(PHONE_METADATA_CN.fixed_line.national_number_pattern)
rows = []
for area in ["10"] + [f"2{n}" for n in range(10)] + [str(n) for n in range(310, 1000)]:
    lengths = "".join(n for n in "78" if fixed.fullmatch(area + "66886688"[: int(n)]))
    name = GEOCODE_DATA.get("86" + area, {}).get("zh", "")
    if not lengths:
        continue
    if len(area) == 3 and area[0] == "2":
        continue
    if not name:
        under = {v.get("zh", "") for k, v in GEOCODE_DATA.items() if k.startswith("86" + area) and k[2] != "1"}
        name = min(under, key=len) if under else ""
    rows.append(f"{area}\t{lengths}{name}")

swift_table.write(
    "AreaCodeTable", "Area codes of mainland landlines.",
    {"script": "make-area-code-table.py", "source": "phonenumbers 9.0.43, metadata and geodata for 86",
     "licence": "Apache-2.0"},
    {"codes": ("Area code without its 0, then the lengths of subscribers' numbers and the region's name.", rows)})
