#!/usr/bin/env python3
"""Makes Rules/offers/variants.yaml: words of the trade with one character, or all of them, written in pinyin.

shen份证, 车zhu, yin行卡, shuju: no ordinary text mixes the scripts within a word, so each variant may wake the scan.
Readings from PyPI's pypinyin (MIT).

    pip install pypinyin==0.55.0 && Scripts/make-variant-words.py > Rules/offers/variants.yaml
"""
from pypinyin import Style, lazy_pinyin

# kind, category, weight, whether goods must stand near, words
TERMS = [
    ("data-noun", None, 2.0, False, "数据 资料 名单 信息 名录 料子 数据库"),
    ("field", None, 0.1, False, "身份证 手机号 姓名 电话 地址 银行卡"),
    ("goods", "government", 2.4, False, "四件套 三件套 四要素 三要素 公户 手持 正反"),
    ("goods", "logistics", 2.3, False, "面单"),
    ("people", "transportation", 0.2, False, "车主"),
    ("people", "property", 0.2, False, "业主"),
    ("people", "banking", 0.2, False, "股民"),
    ("people", "medical", 0.2, False, "宝妈 患者 孕妇"),
    ("people", "education", 0.2, False, "学生 家长 考生"),
    ("people", "gambling", 0.2, False, "彩民 会员"),
    ("subject", "gambling", 0.2, False, "博彩 菠菜 棋牌 彩票"),
    ("subject", "banking", 0.2, False, "网贷 贷款 信用卡 银行卡 证券"),
    ("subject", "government", 0.2, False, "身份证 户籍"),
    ("subject", "logistics", 0.2, False, "快递"),
    ("lookup", "government", 1.2, False, "户籍 查档 开盒 社工库 查人"),
    ("lookup", "telecom", 1.2, False, "机主 定位"),
    ("lookup", "hotel", 1.2, False, "开房"),
    ("lookup", "transportation", 1.1, False, "轨迹"),
    ("sell", None, 1.8, True, "出售 现货 低价出 长期出"),
    ("buy", None, 1.9, True, "求购 高价收 长期收"),
    ("freshness", None, 0.9, False, "一手 实时 精准 隔夜"),
]
# English words, for digits in place of letters: s3ll1ng, fr3sh, d4t4b4s3.
LEET = [
    ("sell", None, 1.8, True, "selling seller"),
    ("goods", None, 2.2, False, "fullz combolist"),
    ("data-noun", None, 2.0, False, "database leads records data base dump"),
    ("freshness", None, 0.9, False, "fresh private"),
    ("assurance", None, 1.0, False, "valid escrow legit"),
]
DIGITS = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"}
# Whole words in pinyin that are words of other languages too.
ORDINARY = {"chuxian", "mianban", "tongxin", "dingwei", "kaihe"}


def variants(word):
    readings = lazy_pinyin(word, style=Style.NORMAL)
    for index, reading in enumerate(readings):
        yield word[:index] + reading + word[index + 1:]
    whole = "".join(readings)
    if len(whole) >= 6 and whole not in ORDINARY:
        yield whole
        if len(readings) == 2:
            yield " ".join(readings)


def leet(word):
    places = [i for i, c in enumerate(word) if c in DIGITS][:6]
    for mask in range(1, 1 << len(places)):
        yield "".join(
            DIGITS[c] if i in places and mask >> places.index(i) & 1 else c for i, c in enumerate(word))


def term(name, kind, category, weight, needs_goods, spellings):
    print(f"  - id: {name}")
    print(f"    signal: {kind}")
    print(f"    weight: {weight}")
    print("    wakes: true")
    if category:
        print(f"    category: {category}")
    if needs_goods:
        print("    needs: goods")
    print(f"    words: [{', '.join(spellings)}]")


print("# Made by Scripts/make-variant-words.py; do not edit. Words of the trade with characters written in pinyin, or letters")
print("# as digits.")
print("signals:")
seen = set()
for number, (kind, category, weight, needs_goods, words) in enumerate(TERMS, 1):
    spellings = [v for word in words.split() for v in variants(word) if (kind, v) not in seen]
    seen.update((kind, v) for v in spellings)
    term(f"variant-{kind}-{number}", kind, category, weight, needs_goods, spellings)
for kind, category, weight, needs_goods, words in LEET:
    term(f"leet-{kind}", kind, category, weight, needs_goods, [v for word in words.split() for v in leet(word)])
