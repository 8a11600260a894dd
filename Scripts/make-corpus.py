#!/usr/bin/env python3
"""Fills the templates under corpus/templates with generated values and writes the labelled corpus.

A template is a JSON object with a text that holds placeholders such as {{PHONE}}. Values are made by a seeded generator:
numbers pass their check digits, names and handles are put together from lists, nothing is a person's. The same seed gives
the same corpus.

    Scripts/make-corpus.py
"""
import json
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent / "corpus"
SEED = 20261124

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董"
GIVEN = ["伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "建国", "志强", "晓燕", "文静", "俊杰", "子轩", "雨桐"]
PLACES = [("北京市朝阳区", ["建国路", "望京街", "酒仙桥路"]), ("上海市浦东新区", ["世纪大道", "张杨路"]), ("广东省深圳市南山区", ["科技园路", "深南大道"]), ("四川省成都市武侯区", ["天府大道", "人民南路"]), ("浙江省杭州市西湖区", ["文三路", "古墩路"]), ("湖北省武汉市洪山区", ["珞喻路"]), ("江苏省南京市鼓楼区", ["中山北路"])]
REGIONS = ["110101", "310104", "440305", "510107", "330106", "420111", "320106", "210102", "610113", "370102"]
WORDS = ["shuju", "data", "ziyuan", "boss", "king", "lao", "fast", "lucky", "sun", "moon", "fox", "tiger", "yun", "hai", "feng", "star"]


class Values:
    """Generated values, one method a placeholder."""

    def __init__(self, random_source):
        self.random = random_source

    def digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def PHONE(self):
        return self.random.choice(["135", "138", "139", "150", "158", "159", "170", "176", "186", "188", "199"]) + self.digits(8)

    def RESIDENT_ID(self):
        body = f"{self.random.choice(REGIONS)}{self.random.randint(1950, 2005)}{self.random.randint(1, 12):02}{self.random.randint(1, 28):02}{self.digits(3)}"
        total = sum(int(c) * w for c, w in zip(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]))
        return body + "10X98765432"[total % 11]

    def BANK_CARD(self):
        body = self.random.choice(["622202", "621700", "622848", "621661", "622588"]) + self.digits(12)
        total = sum(d if i % 2 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(map(int, reversed(body))))
        return body + str(-total % 10)

    def handle(self):
        return f"{self.random.choice(WORDS)}_{self.random.choice(WORDS)}{self.random.randint(10, 9999)}"

    def EMAIL(self):
        return f"{self.random.choice(WORDS)}{self.digits(4)}@{self.random.choice(['163.com', 'qq.com', 'example.com', 'gmail.com', 'outlook.com'])}"

    def QQ(self):
        return self.random.choice("123456789") + self.digits(self.random.randint(7, 9))

    WECHAT = TELEGRAM = handle

    def PERSON(self):
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def ADDRESS(self):
        place, streets = self.random.choice(PLACES)
        return f"{place}{self.random.choice(streets)}{self.random.randint(1, 300)}号{self.random.randint(1, 20)}栋{self.random.randint(101, 2905)}室"

    def PASSWORD(self):
        return self.random.choice(["Qw", "Zx", "Ab", "Lp"]) + self.digits(5) + self.random.choice("!@#xyz")

    def USER(self):
        return self.random.choice(WORDS) + self.digits(5)

    def ORDER_NO(self):
        return "2026" + self.digits(14)

    def PLATE(self):
        return self.random.choice(["京A", "粤B", "川A", "浙A", "沪C"]) + "".join(self.random.choice("0123456789ABCDEFGH") for _ in range(4)) + self.random.choice("0123456789")


ENTITIES = {"PHONE": "PHONE_NUMBER", "RESIDENT_ID": "CN_RESIDENT_ID", "BANK_CARD": "BANK_CARD", "EMAIL": "EMAIL_ADDRESS", "QQ": "QQ", "WECHAT": "WECHAT", "TELEGRAM": "TELEGRAM", "PERSON": "PERSON", "ADDRESS": "ADDRESS", "PLATE": "CN_LICENSE_PLATE"}


def fill(template, values):
    """The message with its placeholders filled, and where the values stand, in UTF-8 bytes."""
    text, entities = "", []
    for piece in re.split(r"(\{\{[A-Z_]+\}\})", template["text"]):
        match = re.fullmatch(r"\{\{([A-Z_]+)\}\}", piece)
        if not match:
            text += piece
            continue
        value = getattr(values, match[1])()
        start = len(text.encode())
        text += value
        if match[1] in ENTITIES:
            entities.append({"entity": ENTITIES[match[1]], "start": start, "end": start + len(value.encode())})
    return {**template, "text": text, "entities": entities}


def main():
    for source in sorted((ROOT / "templates").glob("*.jsonl")):
        values = Values(random.Random(f"{SEED}/{source.name}"))
        lines = [json.loads(line) for line in source.read_text("utf8").splitlines() if line.strip()]
        target = ROOT / source.name
        target.write_text("".join(json.dumps(fill(line, values), ensure_ascii=False) + "\n" for line in lines), "utf8")
        print(f"{target.name}: {len(lines)} messages")


if __name__ == "__main__":
    main()
