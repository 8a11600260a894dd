#!/usr/bin/env python3
"""Public suffixes of the ICANN section.

Source: the Public Suffix List (MPL-2.0) as packaged by Debian, /usr/share/publicsuffix/public_suffix_list.dat.
Run: apt-get install publicsuffix && python3 Scripts/make-suffix-table.py
"""

import swift_table

rows = {}
with open("/usr/share/publicsuffix/public_suffix_list.dat", encoding="utf-8") as file:
    for line in file:
        if "===END ICANN DOMAINS===" in line:
            break
        rule = line.split()[0] if line.split() else ""
        if not rule or rule.startswith("//"):
            continue
        kind, name = ("*", rule[2:]) if rule.startswith("*.") else ("!", rule[1:]) if rule[0] == "!" else ("", rule)
        for form in {name, name.encode("idna").decode()}:
            rows.setdefault(form, set()).add(kind)

with open("/usr/share/publicsuffix/public_suffix_list.dat", encoding="utf-8") as file:
    version = next((line.split(":", 1)[1].strip() for line in file if line.startswith("// VERSION")), "2023")

swift_table.write(
    "PublicSuffixTable", "Public suffixes that registries run.",
    {"script": "make-suffix-table.py", "source": f"Public Suffix List, ICANN section, {version}",
     "licence": "MPL-2.0 (https://publicsuffix.org/list/)"},
    {"rules": ("Suffix, then `*` where every label below is one too, or `!` where it is none.",
               [f"{n}\t{''.join(sorted(k))}".rstrip("\t") for n, k in rows.items()])})
