#!/usr/bin/env python3
"""Measures fencewatch beside wc, pcre2grep, ripgrep and Vectorscan on the same warm files, alternating, and writes RESULTS.md.

    make bench            the whole table
    Benchmarks/run.py --quick   64 MB only, three runs
"""
import argparse
import gzip
import html
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
FENCEWATCH = ROOT / ".build/release/fencewatch"
INPUT = HERE / ".build/release/BenchInput"
LIBRARY = HERE / ".build/release/BenchLibrary"
PATTERNS = r"1[3-9][0-9]{9}|[1-8][0-9]{16}[0-9Xx]|62[0-9]{14,17}|[0-9a-zA-Z._%+-]{1,64}@[0-9a-zA-Z.-]{1,64}\.[a-z]{2,12}|(?:t\.me/|@)[a-zA-Z][0-9a-zA-Z_]{4,31}|(?:出售|求购|查档|社工库|数据|密码)"
MB = 1_000_000


def run(command):
    """Wall seconds and peak resident kilobytes of one run, output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - start, usage.ru_maxrss


def compare(commands, runs):
    """Median seconds and peak of each command, the commands taking turns after one warm-up."""
    for command in commands.values():
        run(command)
    times = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0)
    for _ in range(runs):
        for name, command in commands.items():
            seconds, peak = run(command)
            times[name].append(seconds)
            peaks[name] = max(peaks[name], peak)
    return {name: (statistics.median(values), peaks[name]) for name, values in times.items()}


def make(path, size, *options):
    with open(path, "wb") as output:
        subprocess.run([INPUT, str(size), *options], stdout=output, check=True)


def scan(path, workers=None, findings=True, *extra):
    return [str(FENCEWATCH), "scan", "--format", "jsonl"] + (["--findings"] if findings else []) + (["--workers", str(workers)] if workers else []) + list(extra) + [str(path)]


def packed(folder, base):
    """The same chat, packed or in a format: name, file, and a command that does what any reader must do at least."""
    text = base.read_bytes()
    lines = text.decode("utf8", "replace").splitlines()

    def put(name, data):
        path = folder / name
        path.write_bytes(data)
        return path

    yield ".gz", put("chat.txt.gz", gzip.compress(text, 6)), f"zcat {folder}/chat.txt.gz | wc -l"
    if shutil.which("zstd"):
        subprocess.run(["zstd", "-q", "-f", base, "-o", folder / "chat.txt.zst"], check=True)
        yield ".zst", folder / "chat.txt.zst", f"zstd -dc {folder}/chat.txt.zst | wc -l"
    yield "GB18030", put("chat.gbk.txt", text.decode("utf8", "replace").encode("gb18030")), f"iconv -f GB18030 -t UTF-8 {folder}/chat.gbk.txt"
    messages = [{"id": i, "type": "message", "date": "2026-11-03T14:26:07", "date_unixtime": "1793687167", "from": f"u{i % 500}", "from_id": "user1", "text": line, "text_entities": []} for i, line in enumerate(lines)]
    yield "Telegram JSON", put("result.json", json.dumps({"name": "g", "type": "group", "id": 1, "messages": messages}, ensure_ascii=False, indent=1).encode()), f"jq -c .messages[].text {folder}/result.json"
    pages = [f"<html><body>{''.join(f'<p>{html.escape(line)}</p>' for line in lines[i:i + 200])}</body></html>".encode() for i in range(0, len(lines), 200)]
    yield "HTML", put("page.html", b"<!DOCTYPE html>" + b"\n".join(pages)), ""
    records = b"".join(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%s\r\n\r\n" % (len(page) + 44, page) for page in pages)
    yield "WARC of HTML", put("crawl.warc", records), ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    runs = 3 if arguments.quick else 5
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fencewatch-bench-"))
    lines = []

    def out(text=""):
        print(text, flush=True)
        lines.append(text)

    try:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
        model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
        out("# Results\n")
        out(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores of {model}, commit {commit}, `{'Benchmarks/run.py --quick' if arguments.quick else 'make bench'}`. Whole-process wall time on warm files, "
            f"median of {runs} alternating runs; findings and alerts both on, default pack.\n")
        driver = folder / "vectorscan"
        has_vectorscan = subprocess.run(["cc", "-O2", "-o", driver, HERE / "vectorscan.c", "-lhs"], stderr=subprocess.DEVNULL).returncode == 0

        out("## Beside other tools, 64 MB of chat, 1 % of lines with personal data\n")
        base = folder / "chat.txt"
        size = 64 * MB
        make(base, size)
        commands = {"wc -l": ["wc", "-l", str(base)], "fencewatch, all cores": scan(base), "fencewatch, 1 worker": scan(base, 1), "fencewatch, 2 workers": scan(base, 2)}
        if has_vectorscan:
            commands["Vectorscan, six patterns"] = [str(driver), str(base)]
        if shutil.which("pcre2grep"):
            commands["pcre2grep -c, six patterns"] = ["pcre2grep", "-c", PATTERNS, str(base)]
        if shutil.which("rg"):
            commands["ripgrep -c -j1, six patterns"] = ["rg", "-c", "-j1", PATTERNS, str(base)]
        result = compare(commands, runs)
        reference = result["wc -l"][0]
        out("| command | MB/s | × wc -l | peak MB |\n|---|---|---|---|")
        for name, (seconds, peak) in result.items():
            out(f"| {name} | {size / MB / seconds:,.0f} | {reference / seconds:.3f} | {peak / 1024:.0f} |")
        out()
        out(f"Going from one worker to two, the start with it: × {result['fencewatch, 1 worker'][0] / result['fencewatch, 2 workers'][0]:.2f} (target 1.8).")
        out(f"Share of wc -l at 1 %: {reference / result['fencewatch, all cores'][0]:.3f} (target 0.5).")
        if has_vectorscan:
            out(f"One worker against Vectorscan's six patterns: × {result['Vectorscan, six patterns'][0] / result['fencewatch, 1 worker'][0]:.2f} (target 3).")

        out("\n## Density of personal data, 64 MB\n")
        out("| lines with personal data | MB/s | × wc -l |\n|---|---|---|")
        for density in ["0", "0.01", "0.1", "1"]:
            path = folder / "density.txt"
            make(path, size, "--density", density, "--offers", "0" if density == "0" else "0.0005")
            result = compare({"wc": ["wc", "-l", str(path)], "fencewatch": scan(path)}, runs)
            seconds = result["fencewatch"][0]
            out(f"| {float(density):.0%} | {size / MB / seconds:,.0f} | {result['wc'][0] / seconds:.3f} |")

        out("\n## Size of the input\n")
        out("| size | seconds | MB/s | peak MB |\n|---|---|---|---|")
        for megabytes in [64, 256] if arguments.quick else [64, 256, 1_024, 4_096]:
            path = folder / "size.txt"
            make(path, megabytes * MB)
            seconds, peak = compare({"fencewatch": scan(path)}, 1 if megabytes > 256 else runs)["fencewatch"]
            out(f"| {megabytes} MB | {seconds:.2f} | {megabytes / seconds:,.0f} | {peak / 1024:.0f} |")
            if megabytes == 256:
                # Here the start, which no second worker makes shorter, is a thirtieth of the whole.
                pair = compare({"1": scan(path, 1), "2": scan(path, 2)}, runs)
                scaling = pair["1"][0] / pair["2"][0]
            path.unlink()
        out()
        out(f"Going from one worker to two, 256 MB: × {scaling:.2f} (target 1.8).")

        out("\n## Number of rules, 64 MB\n")
        out("| recognisers | MB/s |\n|---|---|")
        count = int(subprocess.run([FENCEWATCH, "rules", "list"], capture_output=True, text=True).stdout.strip().splitlines()[-1].split()[0])
        for factor in [1, 4, 16]:
            extra = count * (factor - 1)
            pack = folder / "pack"
            shutil.rmtree(pack, ignore_errors=True)
            shutil.copytree(ROOT / "Rules", pack)
            if extra:
                rules = "".join(
                    f"  - {{ id: synthetic-{i}, entity: SECRET, description: synthetic, trigger: {{ keywords: [zq{i}xv] }}, pattern: 'zq{i}xv(?<value>[0-9]{{4}})', confidence: 0.9, examples: {{ match: ['zq{i}xv1234'], reject: ['zq'] }} }}\n"
                    for i in range(extra))
                (pack / "synthetic.yaml").write_text("rules:\n" + rules)
            seconds = compare({"f": scan(base, None, True, "--rules", str(pack))}, runs)["f"][0]
            out(f"| {count + extra} (× {factor}, read from YAML at start) | {size / MB / seconds:,.0f} |")

        out("\n## Hostile input, 16 MB of one thing\n")
        out("| input | MB/s | 4 MB against 16 MB, seconds a MB |\n|---|---|---|")
        for kind in ["digits", "at", "keywords", "dots", "spaced", "zero-width", "offers", "records"]:
            rates = []
            for megabytes in (4, 16):
                path = folder / "hostile.txt"
                make(path, megabytes * MB, "--hostile", kind)
                rates.append(compare({"f": scan(path)}, 1)["f"][0] / megabytes)
            out(f"| {kind} | {1 / rates[1]:,.1f} | {rates[0]:.4f} → {rates[1]:.4f} |")

        out("\n## Start-up\n")
        one = folder / "one.txt"
        one.write_text("hello\n")
        seconds, peak = compare({"f": scan(one)}, 21)["f"]
        out(f"One line, whole process: {seconds * 1000:.1f} ms (target 30), peak {peak / 1024:.0f} MB.")

        out("\n## Library calls\n")
        out("| message | bytes | ns a call | allocations a call |\n|---|---|---|---|")
        calls = [line.split("\t") for line in subprocess.run([LIBRARY], capture_output=True, text=True).stdout.splitlines()]
        for call in calls:
            if not call[0].startswith(("hot loop: ", "match: ")):
                out("| " + " | ".join(call) + " |")
        out("\nA clean message has no allocation; the target for its 100 bytes is 250 ns.")
        out("\n## Parts of it\n")
        out("The one pass alone, over 64 KB in one call in which nothing deserves a look:\n")
        out("| text | MB/s |\n|---|---|")
        for name, size_of_text, nanoseconds, _ in calls:
            if name.startswith("hot loop: "):
                out(f"| {name[10:]} | {int(size_of_text) / float(nanoseconds) * 1000:,.0f} |")
        out("\nOne match, by a detector with that rule alone, on the rule's first example:\n")
        out("| rule | ns without validators | with | validators | allocations |\n|---|---|---|---|---|")
        matches = [call for call in calls if call[0].startswith("match: ")]
        for without, with_them in zip(matches[::2], matches[1::2]):
            rule, _, validators = with_them[0][7:].partition(" with ")
            out(f"| {rule} | {without[2]} | {with_them[2]} | {validators} | {with_them[3]} |")
        # Last, since a child begins with the memory of this process, which then holds the whole text.
        out("\n## Packed and formatted, the 64 MB of chat\n")
        out("MB of decompressed text a second, beside what the usual tools need for the same file only to unpack or convert it.\n")
        out("| input | fencewatch MB/s | other tool | its MB/s |\n|---|---|---|---|")
        for name, path, other in packed(folder, base):
            commands = {"fencewatch": scan(path)}
            if other and shutil.which(other.split()[0]):
                commands["other"] = ["sh", "-c", other]
            result = compare(commands, 3)
            rate = f"{size / MB / result['other'][0]:,.0f}" if "other" in result else ""
            out(f"| {name} | {size / MB / result['fencewatch'][0]:,.0f} | `{other.replace(str(folder) + '/', '') if other else ''}` | {rate} |")
            path.unlink()

        (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n", "utf8")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
