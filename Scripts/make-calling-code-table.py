#!/usr/bin/env python3
"""Calling codes of the world with the lengths of the numbers behind them.

Source: PyPI phonenumbers 9.0.43 (from libphonenumber; Apache-2.0), its metadata of every region.
Run: pip install phonenumbers==9.0.43 && python3 Scripts/make-calling-code-table.py
"""

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

import swift_table

rows = []
for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
    # 001 stands for services that are no country's.
    if regions == ("001",):
        continue
    lengths = PhoneMetadata.metadata_for_region(regions[0]).general_desc.possible_length
    shown = "".join(chr(ord("a") + length) for length in sorted(lengths) if 7 <= length <= 14)
    if shown:
        rows.append(f"{code}\t{shown}{regions[0]}")

swift_table.write(
    "CallingCodeTable", "Calling codes of ITU-T E.164.",
    {"script": "make-calling-code-table.py", "source": "phonenumbers 9.0.43, metadata of every region",
     "licence": "Apache-2.0"},
    {"codes": ("Calling code, then the lengths of national numbers as letters (h is 7), and the main region.", rows)})
