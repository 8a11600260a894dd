#!/usr/bin/env python3
"""Plants one message in every encoding, container and format, below the folder that is named.

Prints one JSON object a file: its path, and the author, time, channel and member that an alert about it must have. Files
that cannot be read have "skipped", the reason; "quiet" files hold no message that anybody could read, and of "unread" ones
nothing at all is read.
"""
import base64
import bz2
import gzip
import io
import json
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib

ROOT = sys.argv[1]
TEXT = "出售一手母婴数据，100w条，0.5元/条，飞机 @muying_data88"
AUTHOR = "源头老周"
LOCAL, ISO, UTC = "2026-11-03 14:26:07", "2026-11-03T14:26:07", "2026-11-03T06:26:07Z"
UNIX = 1793687167
CHAT = f"2026-11-03 14:20:00 <小李> 今天天气不错\n{LOCAL} <{AUTHOR}> {TEXT}\n2026-11-03 14:27:00 <小李> 吃饭去了吗\n"


def plant(path, data, author=AUTHOR, time=LOCAL, channel=None, member=None, skipped=None, quiet=False, unread=False):
    full = os.path.join(ROOT, path)
    if data is not None:
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
    print(json.dumps({
        "path": path, "author": author, "time": time, "channel": channel, "member": member, "skipped": skipped,
        "quiet": quiet, "unread": unread}))


def js(value, **options):
    return json.dumps(value, ensure_ascii=False, **options)


def zipped(files, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def rar(name, data):
    """One stored member in the format of RAR 1.5 to 4."""
    def header(kind, flags, body, extra=b""):
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + extra
    name = name.encode()
    body = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 20, 0x30, len(name), 0o100644) + name
    return b"Rar!\x1a\x07\x00" + header(0x73, 0, b"\0" * 6) + header(0x74, 0x8000, body, data) + header(0x7B, 0x4000, b"")


def tarred(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zip_entry(name, packed, size, checksum, method, offset=0):
    """The central directory's entry of a member, and the member's own head."""
    facts = struct.pack("<HHHIIIHH", method, 0, 0x5621, checksum, len(packed), size, len(name), 0)
    head = struct.pack("<IHH", 0x04034B50, 20, 0) + facts + name
    entry = struct.pack("<IHHH", 0x02014B50, 20, 20, 0) + facts + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name
    return entry, head


def end_of_zip(directory, count, offset):
    return directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), offset, 0)


def stored_zip(name, data):
    """A zip as Chinese systems write it: the name in GBK, and nothing that says so."""
    entry, head = zip_entry(name, data, len(data), zlib.crc32(data), 0)
    return head + data + end_of_zip(entry, 1, len(head) + len(data))


def overlapping_zip():
    """Two hundred members that share the same compressed bytes."""
    data = b"a" * (17 << 20)
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = compressor.compress(data) + compressor.flush()
    _, head = zip_entry(b"0000", packed, len(data), zlib.crc32(data), 8)
    entries = b"".join(zip_entry(b"%04d" % n, packed, len(data), zlib.crc32(data), 8)[0] for n in range(200))
    return head + packed + end_of_zip(entries, 200, len(head) + len(packed))


def encodings():
    plant("encodings/utf8.txt", CHAT)
    plant("encodings/utf8-mark.txt", b"\xef\xbb\xbf" + CHAT.encode())
    plant("encodings/utf8-damaged.txt", CHAT.encode() + b"\xff\xfe\xe4\n")
    plant("encodings/gb18030.txt", CHAT.encode("gb18030"))
    plant("encodings/gbk-after-ascii.txt", b"2026-11-03 14:20:00 <bob> nothing to see here, move on\n" * 2500 + CHAT.encode("gbk"))
    plant("encodings/utf16le.txt", b"\xff\xfe" + CHAT.encode("utf-16le"))
    plant("encodings/utf16be.txt", b"\xfe\xff" + CHAT.encode("utf-16be"))
    plant("encodings/utf16le-unmarked.txt", CHAT.encode("utf-16le"))
    plant("encodings/utf32.txt", CHAT.encode("utf-32"))
    quiet = b"2026-11-03 14:00:00 <bob> nothing to see here\n" * 100
    plant("encodings/hole-first.log", bytes(70000) + CHAT.encode())
    plant("encodings/hole-first-short.log", bytes(4096) + CHAT.encode())
    plant("encodings/hole-between.log", quiet + bytes(4096) + CHAT.encode())
    plant("encodings/hole-within.log", CHAT.encode() + b"2026-11-03 14:30:00 <bob> ok" + bytes(4096) + b"2026-11-03 14:31:00 <bob> ok\n" * 100)
    plant("encodings/hole-last.log", CHAT.encode() + bytes(3000))
    plant("encodings/hole.weechatlog", f"{LOCAL}\tbob\thi\n".encode() + bytes(4096) + f"{LOCAL}\t{AUTHOR}\t{TEXT}\n".encode(), time=ISO)
    plant("encodings/zeros.bin", bytes(131072), skipped="binary", quiet=True, unread=True)
    plant("encodings/one-nul.txt", CHAT.encode() * 2 + b"\0\n")
    pairs = {"数": "數", "据": "據", "婴": "嬰", "条": "條", "飞": "飛", "机": "機", "头": "頭", "饭": "飯", "吗": "嗎", "气": "氣", "错": "錯"}
    plant("encodings/big5.txt", "".join(pairs.get(c, c) for c in CHAT).encode("big5"), author="源頭老周")


def containers():
    chat = CHAT.encode()
    inner = zipped({"inner/chat.txt": chat, "picture.png": b"\x89PNG\r\n\0\0\0"})
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        info = tarfile.TarInfo("d/x.zip")
        info.size = len(inner)
        archive.addfile(info, io.BytesIO(inner))
    plant("containers/chat.gz", gzip.compress(chat))
    plant("containers/members.gz", gzip.compress(chat[:100]) + gzip.compress(chat[100:]))
    plant("containers/chat.bz2", bz2.compress(chat))
    plant("containers/chat.xz", lzma.compress(chat))
    plant("containers/chat.zip", inner, member="inner/chat.txt")
    plant("containers/chat.tar.gz", tar.getvalue(), member="d/x.zip!inner/chat.txt")
    plant("containers/nested.zip", zipped({"o/a.tgz": tar.getvalue()}), member="o/a.tgz!d/x.zip!inner/chat.txt")
    plant("containers/chat.tar", tarred({"a/数据.txt": chat}), member="a/数据.txt")
    plant("containers/chat.tar.bz2", bz2.compress(tarred({"a.txt": chat})), member="a.txt")
    plant("containers/chat.tar.xz", lzma.compress(tarred({"a.txt": chat})), member="a.txt")
    plant("containers/twice.gz", gzip.compress(gzip.compress(chat)))
    plant("containers/utf8-name.zip", zipped({"聊天/记录.txt": chat}), member="聊天/记录.txt")
    plant("containers/gbk-name.zip", stored_zip("聊天记录.txt".encode("gbk"), chat), member="聊天记录.txt")
    plant("containers/odd-names.zip", zipped({"../../a\n\x1b[31m.txt": chat}), member="../../a\n\x1b[31m.txt")
    plant("containers/chat.rar", rar("chat.txt", chat), member="chat.txt")
    plant("containers/truncated.gz", gzip.compress((CHAT * 3000).encode())[:-300], skipped="truncated")
    # Everything that was written is there, but for what tells that it is whole.
    last = CHAT.encode()[:CHAT.encode().rindex("\n2026-11-03 14:27".encode())]
    long = b"".join(b"2026-11-03 14:00:00 <bob> %d\n" % n for n in range(3000)) + last
    plant("containers/cut.gz", gzip.compress(last)[:-8], skipped="truncated")
    plant("containers/cut-long.gz", gzip.compress(long)[:-8], skipped="truncated")
    plant("containers/cut.bz2", bz2.compress(last)[:-4], skipped="truncated")
    plant("containers/cut.xz", lzma.compress(last)[:-12], skipped="truncated")
    plant("containers/cut-long.xz", lzma.compress(long)[:-12], skipped="truncated")
    plant("containers/cut.json.gz", gzip.compress(js([{"author": AUTHOR, "time": LOCAL, "content": TEXT}]).encode())[:-8], skipped="truncated")
    plant("containers/cut.tar", tarred({"a.txt": last})[:512 + len(last)], member="a.txt", skipped="truncated")
    plant("containers/two.xz", lzma.compress(chat[:100]) + b"\0" * 4 + lzma.compress(chat[100:]))
    plant("containers/two.bz2", bz2.compress(chat[:100]) + bz2.compress(chat[100:]))
    plant("containers/garbage-behind.gz", gzip.compress(chat) + b"garbage")
    plant("containers/wrong-sum.gz", gzip.compress(last)[:-8] + b"\1" * 8, skipped="corrupt")
    plant("containers/wrong-sum.zip", stored_zip(b"a.txt", last).replace(zlib.crc32(last).to_bytes(4, "little"), b"\1\2\3\4"), member="a.txt", skipped="corrupt")
    source = os.path.join(ROOT, "source.txt")
    with open(source, "wb") as file:
        file.write(chat)
    base = os.path.join(ROOT, "containers", "tool")
    for suffix, command, member, skipped in [
        (".zst", ["zstd", "-q", source, "-o"], None, None),
        (".lz4", ["lz4", "-q", source], None, None),
        (".7z", ["7z", "a", "-bd"], "source.txt", None),
        ("-locked.zip", ["7z", "a", "-bd", "-psecret"], "source.txt", "encrypted"),
        ("-locked.7z", ["7z", "a", "-bd", "-psecret", "-mhe=on"], None, "encrypted"),
    ]:
        arguments = command + [base + suffix] + ([source] if command[0] == "7z" else [])
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
        plant(f"containers/tool{suffix}", None, member=member, skipped=skipped, unread=skipped == "encrypted")
    with open(base + ".7z", "rb") as file:
        plant("containers/seven-within.zip", zipped({"in/x.7z": file.read()}), member="in/x.7z!source.txt")
    os.remove(source)
    deep = zipped({"a.txt": chat})
    for _ in range(6):
        deep = zipped({"inner.zip": deep})
    plant("hostile/deep.zip", deep, skipped="limit-nesting", quiet=True, unread=True)
    plant("hostile/zeros.gz", gzip.compress(bytes(40 << 20), 9), skipped="limit-ratio", quiet=True, unread=True)
    plant("hostile/overlapping.zip", overlapping_zip(), skipped="limit-ratio", quiet=True)
    plant("hostile/nested.json", '{"messages":[{"from_id":"x","text":' + "[" * 100_000, skipped="truncated", quiet=True)
    plant("hostile/unclosed.csv", f'author,content,date\nbob,"never closed,{LOCAL}\n{AUTHOR},{TEXT},{LOCAL}\n')


def chats():
    parts = ["出售一手母婴数据，", {"type": "bold", "text": "100w条，0.5元/条，飞机 "}, {"type": "mention", "text": "@muying_data88"}]
    telegram = {"id": 1, "type": "message", "date": ISO, "from": AUTHOR, "from_id": "user42"}
    plant("chats/result.json", js({"name": "群7", "type": "private_supergroup", "id": 1, "messages": [
        {**telegram, "date_unixtime": str(UNIX), "text": parts, "text_entities": []}]}, indent=1), time=UTC, channel="群7")
    plant("chats/full.json", json.dumps({"about": "x", "chats": {"list": [
        {"name": "群6", "messages": []}, {"name": "群7", "messages": [{**telegram, "text": TEXT}]}]}}), time=ISO, channel="群7")
    group = {"name": "群7", "type": "public_supergroup", "id": 1}
    service = {"id": 2, "type": "service", "date": ISO, "date_unixtime": str(UNIX), "actor": AUTHOR, "actor_id": "user42", "action": "edit_group_title", "title": TEXT, "text": "", "text_entities": []}
    plant("chats/service.json", js({**group, "messages": [service]}), time=UTC, channel="群7")
    poll = {**telegram, "text": "", "poll": {"question": TEXT, "closed": False, "total_voters": 0, "answers": []}}
    plant("chats/poll.json", js({**group, "messages": [poll]}), time=ISO, channel="群7")
    plant("chats/unnamed.json", js({**group, "messages": [{**telegram, "from": None, "text": TEXT}]}), author="user42", time=ISO, channel="群7")
    plant("chats/result-gbk.json", js({**group, "messages": [{**telegram, "text": TEXT}]}, indent=1).encode("gb18030"), time=ISO, channel="群7")
    plant("chats/result-utf16.json", js({**group, "messages": [{**telegram, "text": TEXT}]}).encode("utf-16"), time=ISO, channel="群7")
    plant("chats/escapes.json", '{"name": "g", "messages": [{"from": "\\x41bc", "date_unixtime": "%d", "text": "%s"}]}' % (UNIX, TEXT), author="Abc", time=UTC, channel="g")
    plant("chats/discord.json", js({"guild": {"name": "G"}, "channel": {"name": "数据"}, "messages": [
        {"timestamp": ISO + "+08:00", "content": TEXT, "author": {"id": "9", "name": AUTHOR}}]}), time=ISO + "+08:00", channel="数据")
    plant("chats/discord.csv", f'AuthorID,Author,Date,Content,Attachments,Reactions\n"9","{AUTHOR}","{ISO}+08:00","{TEXT}","",""\n', time=ISO + "+08:00")
    bar = "=" * 62
    plant("chats/discord.txt", f"{bar}\nGuild: G\nChannel: Text / 数据\n{bar}\n\n[11/3/2026 2:26 PM] {AUTHOR}\n{TEXT}\n\n[11/3/2026 2:27 PM] bob\nhi\n", time="2026-11-03T14:26:00", channel="数据")
    plant("chats/discord-fields.json", js({"guild": {"name": "G"}, "channel": {"name": "数据"}, "messages": [
        {"timestamp": ISO + "+08:00", "content": "", "author": {"name": AUTHOR}, "embeds": [{"title": "", "fields": [{"name": "x", "value": TEXT}]}]}]}), time=ISO + "+08:00", channel="数据")
    plant("chats/discord-british.txt", f"{bar}\nGuild: G\nChannel: 数据\n{bar}\n\n[03/11/2026 14:26] {AUTHOR}\n{TEXT}\n\n\n[25/12/2026 00:05] bob\nhi\n\n\n{bar}\nExported 2 message(s)\n{bar}\n", time="2026-11-03T14:26:00", channel="数据")
    plant("chats/matrix.json", js({"room_name": "数据", "messages": [
        {"type": "m.room.message", "sender": AUTHOR, "content": {"body": TEXT}, "origin_server_ts": UNIX * 1000}]}), time=UTC, channel="数据")
    plant("chats/slack.zip", zipped({
        "users.json": json.dumps([{"id": "U1", "name": "zhou", "profile": {"real_name": AUTHOR}}]),
        "data/2026-11-03.json": json.dumps([{"type": "message", "user": "U1", "text": TEXT, "ts": f"{UNIX}.0001"}])}),
        time=UTC, channel="data", member="data/2026-11-03.json")
    users = json.dumps([{"id": "U1", "name": "zhou", "profile": {"display_name": AUTHOR}}])
    day = json.dumps([{"type": "message", "user": "U1", "text": "", "attachments": [{"text": TEXT}], "ts": f"{UNIX}.0001"}])
    plant("chats/slack-late.zip", zipped({"数据/2026-11-03.json": day, "users.json": users}), time=UTC, channel="数据", member="数据/2026-11-03.json")
    plant("chats/slack/data/2026-11-03.json", day, time=UTC, channel="data")
    plant("chats/slack/users.json", users, quiet=True)
    plant("chats/whatsapp-french.txt", f"03/11/2026 à 14:26 - {AUTHOR}: {TEXT}\n25/11/2026 à 14:27 - bob: ok\n", time="2026-11-03T14:26:00")
    plant("chats/whatsapp-spanish.txt", f"3/11/26, 2:26\u00a0p.\u00a0m. - {AUTHOR}: {TEXT}\n25/11/26, 2:27\u00a0p.\u00a0m. - bob: ok\n", time="2026-11-03T14:26:00")
    plant("chats/whatsapp-unknown.txt", f"[03/11/2026, 14:26:07] ~\u202f{AUTHOR}: {TEXT}\n[25/11/2026, 14:27:07] bob: \u200eimage omitted\n", time=ISO)
    plant("chats/whatsapp-brackets.txt", f"\u200e[2026/11/3 下午2:26:07] {AUTHOR}: {TEXT}\n[2026/11/3 下午2:27:07] bob: 好\n", time=ISO)
    plant("chats/whatsapp-dashes.txt", f"03/11/2026, 14:20 - Messages are end-to-end encrypted.\n03/11/2026, 14:26 - {AUTHOR}: {TEXT}\n25/11/2026, 14:27 - bob: ok\n", time="2026-11-03T14:26:00")
    plant("chats/whatsapp-american.txt", f"11/3/26, 2:26\u202fPM - {AUTHOR}: {TEXT}\n11/3/26, 2:27\u202fPM - bob: ok\n", time="2026-11-03T14:26:00")
    plant("chats/qq.txt", f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{bar}\n消息分组:我的群聊\n{bar}\n消息对象:数据群\n{bar}\n\n{LOCAL} 【群主】{AUTHOR}(12345678)\n{TEXT}\n\n2026-11-03 14:27:00 小李<a@b.com>\n哈哈\n", time=ISO, channel="数据群")
    plant("chats/qq-twelve-hours.txt", f"消息记录\n消息对象:数据群\n\n2026-11-03 下午 2:26:07 {AUTHOR}(12345678)\n{TEXT}\n", time=ISO, channel="数据群")
    plant("chats/qq-friend.txt", f"消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n{bar}\r\n消息分组:我的好友\r\n{bar}\r\n消息对象:{AUTHOR}\r\n{bar}\r\n\r\n2026-11-03 14:26:07 {AUTHOR}\r\n{TEXT}\r\n\r\n", time=ISO, channel=AUTHOR)
    plant("chats/wechat-notices.txt", f"{LOCAL} {AUTHOR}\n{TEXT}\n\n2026-11-03 14:27:07 你已添加了小李，现在可以开始聊天了。\n\n2026-11-03 14:28:07 对方撤回了一条消息\n\n2026-11-03 14:29:07 小李\n[图片]\n\n", time=ISO)
    plant("chats/wechat.txt", f"{LOCAL} {AUTHOR}\n{TEXT}\n\n2026-11-03 14:27:07 小李\n好的\n", time=ISO)
    plant("chats/wechat.csv", f'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,2,1,0,0,{UNIX},,"{TEXT}",{LOCAL},,{AUTHOR},wxid_x\n', time=UTC)
    plant("chats/wechat.json", js([{"localId": 1, "StrContent": TEXT, "CreateTime": UNIX, "NickName": AUTHOR}]), time=UTC)
    plant("chats/irssi.log", f"--- Log opened Tue Nov 03 14:00:00 2026\n14:26 <@{AUTHOR}> {TEXT}\n--- Day changed Wed Nov 04 2026\n14:26 -!- bob joined\n", time="2026-11-03T14:26:00")
    plant("chats/weechat.log", f"{LOCAL}\t@{AUTHOR}\t{TEXT}\n2026-11-03 14:27:00\t-->\tbob has joined\n", time=ISO)
    plant("chats/#c/2026-11-03.log", f"[14:26:07] <{AUTHOR}> {TEXT}\n[14:27:00] *** Joins: bob\n", time=ISO, channel="#c")
    item = {"source": "telegram", "source-uuid": "x", "data": base64.b64encode(gzip.compress(TEXT.encode())).decode(), "data-sha256": "x",
            "meta": {"sender": {"id": 1, "username": AUTHOR}, "chat": {"id": 2, "name": "群"}, "date": {"timestamp": UNIX}}}
    plant("chats/ail.json", json.dumps(item) + "\n", time=UTC, channel="群")
    plant("chats/ail-pretty.json", json.dumps(item, indent=2), time=UTC, channel="群")
    plant("chats/pyrogram-pretty.json", js({"_": "Message", "date": LOCAL, "chat": {"_": "Chat", "title": "群"}, "from_user": {"_": "User", "first_name": AUTHOR}, "text": TEXT}, indent=4), channel="群")
    plant("chats/conversations.json", js([{"conversations": [{"role": "user", "content": TEXT}]}]), author="user", time=None)
    plant("chats/telethon.jsonl", js({"_": "Message", "message": TEXT, "date": ISO + "+00:00", "from_id": {"_": "PeerUser", "user_id": 42}, "peer_id": {"_": "PeerChannel", "channel_id": 7}}) + "\n", author="42", time=ISO + "+00:00", channel="7")
    plant("chats/pyrogram.jsonl", js({"_": "Message", "date": LOCAL, "chat": {"_": "Chat", "id": -1, "title": "群"}, "from_user": {"_": "User", "id": 5, "first_name": AUTHOR}, "text": TEXT}) + "\n", channel="群")
    plant("chats/items.csv", f'title,url,author,date,content\n帖子,http://x.example,{AUTHOR},{LOCAL},"{TEXT}"\n')


DISCUZ = f"""<!DOCTYPE html><html><head><meta charset="gbk"></head><body><span id="thread_subject">数据交易</span>
<div id="postlist"><div id="post_123"><table><tr><td><div class="authi"><a href="space">{AUTHOR}</a></div></td><td>
<div class="authi"><em id="authorposton123">发表于 <span title="{LOCAL}">昨天 14:26</span></em> <a href="x">只看该作者</a></div>
<table><tr><td id="postmessage_123"><div class="quote"><blockquote>别人的话</blockquote></div>{TEXT}<br>谢谢</td></tr></table>
</td></tr></table></div></div></body></html>"""


def pages():
    plant("pages/discuz.html", DISCUZ.encode("gbk"), channel="数据交易")
    plant("pages/discuz-lying.html", DISCUZ.encode(), channel="数据交易")
    plant("pages/discuz-lying-utf8.html", DISCUZ.replace("gbk", "utf-8").encode("gbk"), channel="数据交易")
    plant("pages/discuz-utf16.html", DISCUZ.encode("utf-16"), channel="数据交易")
    plant("pages/discuz-mobile.html", f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="generator" content="Discuz! X3.5"></head><body id="forum" class="pg_viewthread"><div class="viewthread"><div class="view_tit"> 数据 </div><div class="plc cl" id="pid7"><div class="display pi pione"><ul class="authi"><li class="mtit"><span class="y">楼主</span><span class="z"><a href="home.php?mod=space&uid=1">{AUTHOR}</a></span></li><li class="mtime"><span class="y"><em>12</em></span>{LOCAL}</li></ul><div class="message">{TEXT}</div></div></div></div></body></html>', channel="数据")
    plant("pages/xenforo.html", f'<!DOCTYPE html><html id="XF"><body><h1 class="p-title-value">数据</h1><article class="message message--post" data-author="{AUTHOR}"><time datetime="{ISO}+0800">x</time><div class="bbWrapper"><blockquote>old</blockquote>{TEXT}</div></article></body></html>', time=ISO + "+0800", channel="数据")
    plant("pages/phpbb.html", f'<!DOCTYPE html><html><body id="phpbb"><h2 class="topic-title"><a>数据</a></h2><div id="p12" class="post bg1"><div class="postbody"><p class="author">by <a class="username">{AUTHOR}</a> » <time datetime="{ISO}+00:00">x</time></p><div class="content">{TEXT}</div></div></div></body></html>', time=ISO + "+00:00", channel="数据")
    plant("pages/vbulletin.html", f'<html><body><span class="threadtitle"><a>数据</a></span><ol id="posts"><li class="postbit postcontainer" id="post_5"><span class="date">{LOCAL}</span><a class="username"><strong>{AUTHOR}</strong></a><div id="post_message_5"><blockquote class="postcontent">{TEXT}</blockquote></div></li></ol></body></html>', channel="数据")
    field = js({"author": {"user_name": AUTHOR}, "content": {"date": LOCAL}})
    plant("pages/tieba.html", f"<html><body><h3 class=\"core_title_txt\">数据</h3><div class=\"l_post\" data-field='{field}'><div class=\"d_post_content\">{TEXT}</div></div></body></html>", channel="数据")
    plant("pages/tieba-tail.html", f'<html><body><h3 class="core_title_txt">数据</h3><div class="l_post" data-field=\'{js({"author": {"user_nickname": AUTHOR}})}\'><div class="d_post_content">{TEXT}</div><span class="tail-info">来自Android客户端</span><span class="tail-info">2楼</span><span class="tail-info">2026-11-03 14:26</span></div></body></html>', time="2026-11-03 14:26", channel="数据")
    plant("pages/nodebb.html", f'<html><body><span component="topic/title">数据</span><ul><li component="post" data-username="{AUTHOR}" data-timestamp="{UNIX}000"><div component="post/content">{TEXT}</div></li></ul></body></html>', time=UTC, channel="数据")
    plant("pages/messages.html", f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"/><title>Exported Data</title></head><body onload="CheckLocation();"><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n数据\n</div></div></div><div class="page_body chat_page"><div class="history"><div class="message default clearfix" id="message7"><div class="body"><div class="pull_right date details" title="03.11.2026 14:26:07 UTC+08:00">\n14:26\n</div><div class="from_name">\n{AUTHOR} \n</div><div class="text">\n早\n</div></div></div><div class="message default clearfix joined" id="message8"><div class="body"><div class="pull_right date details" title="03.11.2026 14:26:07 UTC+08:00">\n14:26\n</div><div class="text">\n{TEXT}\n</div></div></div></div></div></div></body></html>', time=ISO + "+08:00", channel="数据")
    plant("pages/discord.html", f'<!DOCTYPE html><html lang=en><head><title>G - 数据</title><meta charset=utf-8></head><body><div class=preamble><div class=preamble__entry>G</div></div><div class=chatlog><div class=chatlog__message-group><div id=chatlog__message-container-1 class=chatlog__message-container><div class=chatlog__header><span class=chatlog__author title="x#0">{AUTHOR}</span> <span class=chatlog__timestamp title="Tuesday, November 3, 2026 2:26 PM"><a href=#1>11/3/2026 2:26 PM</a></span></div><div class="chatlog__content chatlog__markdown"><span class=chatlog__markdown-preserve>{TEXT}</span></div></div></div></div></body></html>', time="2026-11-03T14:26:00", channel="G - 数据")
    entities = "".join(f"&#x{ord(c):x};" for c in TEXT)
    plant("pages/any.html", f'<html><head><script>var x = "y"</script></head><body><p>hi</p><div>{entities}</div></body></html>', author=None, time=None)


def record(kind, address, content_type, body):
    return f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def xlsx(rows):
    """A workbook of one sheet, 数据, with texts by number and the time as a date."""
    texts = [value for row in rows for value in row if isinstance(value, str)]
    def cell(value):
        return f'<c t="s"><v>{texts.index(value)}</v></c>' if isinstance(value, str) else f'<c s="1"><v>{value}</v></c>'
    sheet = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return zipped({
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {namespace} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet {namespace}><sheetData>{sheet}</sheetData></worksheet>',
        "xl/styles.xml": f'<styleSheet {namespace}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst {namespace}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"})


def docx(paragraphs):
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{text.replace('<', '&lt;')}</w:t></w:r></w:p>" for text in paragraphs)
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>"})


def office():
    book = xlsx([["作者", "内容", "时间"], [AUTHOR, TEXT, 46329 + (14 * 3600 + 26 * 60 + 7) / 86400]])
    plant("office/chat.xlsx", book, member="数据")
    plant("office/chats.zip", zipped({"a/chat.xlsx": book}), member="a/chat.xlsx!数据")
    plant("office/chat.docx", docx(CHAT.splitlines()), member="word/document.xml")
    plant("office/cut.xlsx", book[:len(book) * 2 // 3], skipped="truncated", quiet=True)


def mails():
    def words(text, encoding):
        return f"=?{encoding}?B?{base64.b64encode(text.encode(encoding)).decode()}?="
    def lines(data):
        return base64.encodebytes(data).decode()
    head = f"Return-Path: <x@x.example>\r\nFrom: {words(AUTHOR, 'gb18030')}\r\nDate: Tue, 3 Nov 2026 14:26:07 +0800\r\nMIME-Version: 1.0\r\n"
    zone = ISO + "+08:00"
    plant("mails/plain.eml", head + f"Subject: {words('在吗', 'utf-8')}\r\nContent-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines(TEXT.encode("gbk")), time=zone)
    plant("mails/subject.eml", head + f"Subject: {words(TEXT, 'utf-8')}\r\n\r\n", time=zone)
    quoted = "".join(f"={byte:02X}" for byte in TEXT.encode())
    page = f"<html><body><p>{quoted}</p></body></html>"
    plant("mails/page.eml", head + f'Content-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--x--\r\n', time=zone)
    attached = f'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nhi\r\n--x\r\nContent-Type: application/zip; name="{words("数据.zip", "utf-8")}"\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines(zipped({"a.txt": CHAT}))}\r\n--x--\r\n'
    plant("mails/attached.eml", head + attached, member="数据.zip!a.txt")
    begin = "From x@x.example Tue Nov  3 14:26:07 2026\r\n"
    plant("mails/list.mbox", begin + head + "\r\nhi\r\n\r\n" + begin + head + f"List-Id: {words('数据', 'gb18030')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n\r\n", time=zone, channel="数据")
    plant("mails/mails.zip", zipped({"a.eml": head + f"\r\n{TEXT}\r\n"}), member="a.eml", time=zone)
    plant("mails/cut.eml", (head + attached)[:-80], skipped="truncated", quiet=True)


def names():
    """Names of files and folders that are no UTF-8, as they are unpacked from archives of Chinese systems."""
    folder = os.path.join(ROOT.encode(), b"names", "数据资料".encode("gbk"))
    os.makedirs(folder)
    with open(os.path.join(folder, "聊天记录.txt".encode("gbk")), "wb") as file:
        file.write(CHAT.encode())
    plant("names/数据资料/聊天记录.txt", None)
    with open(os.path.join(folder, "压缩文件.zip".encode("gbk")), "wb") as file:
        file.write(zipped({"a.txt": CHAT}))
    plant("names/数据资料/压缩文件.zip", None, member="a.txt")


def marked():
    """A byte order mark stands before the content that tells a format, and tells nothing of it."""
    def mark(path, data, **facts):
        plant(f"marked/{path}", b"\xef\xbb\xbf" + data.encode(), **facts)
    mark("items.jsonl", js({"author": AUTHOR, "content": TEXT, "time": LOCAL}) + "\n")
    mark("items.json", js([{"author": AUTHOR, "content": TEXT, "time": LOCAL}]))
    mark("result.json", js({"name": "群7", "id": 1, "messages": [{"id": 1, "from": AUTHOR, "from_id": "u", "date": ISO, "text": TEXT}]}), time=ISO, channel="群7")
    mark("items.csv", f'author,content,date\r\n{AUTHOR},"{TEXT}",{LOCAL}\r\n')
    mark("discuz.html", DISCUZ.replace("gbk", "utf-8"), channel="数据交易")
    mark("weechat.log", f"{LOCAL}\t{AUTHOR}\t{TEXT}\n", time=ISO)
    mark("chat.log", CHAT)
    mark("wechat.txt", f"{LOCAL} {AUTHOR}\n{TEXT}\n", time=ISO)


def crawls():
    packed = gzip.compress(DISCUZ.encode("gbk"))
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    body += b"%x\r\n" % len(packed) + packed + b"\r\n0\r\n\r\n"
    response = record("response", "http://bbs.example/t/1/", "application/http; msgtype=response", body)
    page = record("conversion", "http://bbs.example/t/2/", "text/plain", TEXT.encode())
    archive = record("response", "http://bbs.example/a.zip", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n\r\n" + zipped({"a.txt": CHAT}))
    picture = record("response", "http://bbs.example/a.png", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\0\0")
    plant("crawls/archive.warc", picture + archive, channel="http://bbs.example/a.zip", member="http://bbs.example/a.zip!a.txt", skipped="binary")
    info = record("warcinfo", "x", "application/warc-fields", b"software: x")
    plant("crawls/page.warc", info + response, channel="数据交易")
    plant("crawls/page.warc.gz", gzip.compress(info) + gzip.compress(response), channel="数据交易")
    plant("crawls/page.wet", page, author=None, time=None, channel="http://bbs.example/t/2/")
    plant("crawls/cut.warc.gz", gzip.compress(info) + gzip.compress(page)[:-8], author=None, time=None, channel="http://bbs.example/t/2/", skipped="truncated")
    plant("crawls/damaged.warc", response[:60] + b"\r\n\r\n" + page, author=None, time=None, channel="http://bbs.example/t/2/", skipped="corrupt")


for part in (encodings, containers, chats, pages, office, mails, names, marked, crawls):
    part()
