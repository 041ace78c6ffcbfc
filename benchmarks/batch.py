"""A run over many files: its speed, its memory, and whether an interrupted run ends with the same outputs.

    python benchmarks/batch.py FOLDER [--files 2000] [--scans 100] [--jobs 2] [--stops]

Prints so many invented filings into FOLDER, each from a seed of its own, some as scans, and reads them. Printed are:
files per second, the memory in RAM of the leading process at file 200 and at the last file, and the most that a worker
held. With `--stops` it also starts the run twice more, interrupts it after a third of the files (by kill -9 and by
Ctrl-C), resumes it with --resume, and compares the hash of every output with that of the complete run.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from samples.degrade import degrade
from samples.print_form import LAYOUTS, print_form
from samples.random_filing import random_filing

PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from extractor.cli.main import main; main()"
)
"""The command as a terminal starts it; in a background shell, Ctrl-C would be ignored."""
FIRST_LOOK = 200
FORMATS = ("json", "csv", "parquet", "tsv")
LOOK = 0.2  # seconds between two looks
KIB_A_MIB = 1024
SCANNED = ("bilevel200", "fax")
"""The presets that make scans."""


def main() -> int:
    """Print, run, measure; returns 1 if a resumed run has outputs unlike those of the complete run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--scans", type=int, default=100, help="of the files")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--stops", action="store_true")
    arguments = parser.parse_args()
    made(arguments.folder / "in", arguments.files, arguments.scans)
    command = [sys.executable, "-c", PROGRAM, "extract", str(arguments.folder / "in"), f"--jobs={arguments.jobs}"]
    command += [f"--format={form}" for form in FORMATS]
    whole = arguments.folder / "whole"
    measured(command, whole)
    ways = (signal.SIGKILL, signal.SIGINT) if arguments.stops else ()
    return max((stopped(command, whole, how) for how in ways), default=0)


def made(folder: Path, files: int, scans: int) -> None:
    """Print the filings that are not printed yet; every so often one is degraded to a scan."""
    folder.mkdir(parents=True, exist_ok=True)
    every = files // scans if scans else files + 1
    for seed in range(files):
        is_scan = seed % every == every - 1 and seed // every < scans
        path = folder / f"{seed:05d}.{'tif' if is_scan else 'pdf'}"
        if path.exists():
            continue
        layout, document = sorted(LAYOUTS)[seed % len(LAYOUTS)], random_filing(seed)
        if layout == "typed":  # has room for one owner; the filer would list others on a sheet of their own
            document = document.model_copy(update={"reporting_owners": document.reporting_owners[:1]})
        pdf = print_form(document, layout)
        if is_scan:
            degrade(pdf, path, preset=SCANNED[seed % len(SCANNED)], seed=seed)
        else:
            path.write_bytes(pdf)


def measured(command: list[str], out: Path) -> None:
    """Run to the end, and print the measurements."""
    shutil.rmtree(out, ignore_errors=True)
    begin, held = time.monotonic(), {}
    with subprocess.Popen([*command, "-o", str(out)]) as run:  # noqa: S603
        while run.poll() is None:
            number = done(out)
            held[number] = max(resident(run.pid), held.get(number, 0))
            time.sleep(LOOK)
    seconds = time.monotonic() - begin
    lines = [json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    first = min(FIRST_LOOK, len(lines) // 3)
    reading = {number: mib for number, mib in held.items() if first <= number < len(lines) and mib}
    print(f"{len(lines)} files in {seconds:.0f} s: {len(lines) / seconds:.2f} files/s, exit code {run.returncode}")
    told = " and ".join(f"{reading[number]} MiB at file {number}" for number in (min(reading), max(reading)))
    print(f"leading process: {told}")
    print(f"and {held.get(len(lines), 0)} MiB when it writes the tables")
    print(f"the most that a worker held: {max(line['mib'] for line in lines):.0f} MiB")
    print({status: sum(line["status"] == status for line in lines) for status in ("sure", "review", "failed")})


def stopped(command: list[str], whole: Path, how: signal.Signals) -> int:
    """Interrupt a run after a third of the files, resume it, and compare; returns 1 if an output differs."""
    out = whole.with_name(how.name.lower())
    shutil.rmtree(out, ignore_errors=True)
    third = len(list((whole.parent / "in").iterdir())) // 3
    with subprocess.Popen([*command, "-o", str(out), "--quiet"]) as run:  # noqa: S603
        while run.poll() is None and done(out) < third:
            time.sleep(LOOK / 10)
        os.kill(run.pid, how)
    read = done(out)
    subprocess.run([*command, "-o", str(out), "--resume", "--quiet"], check=False)  # noqa: S603
    before, after = hashes(whole), hashes(out)
    unlike = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    print(f"{how.name} at file {read}, then --resume: {len(after)} outputs, {len(unlike)} unlike the whole run's")
    print(*unlike[:5], sep="\n")
    return int(bool(unlike))


def done(out: Path) -> int:
    """How many files the run has reported."""
    lines = out / "report.jsonl"
    return lines.read_bytes().count(b"\n") if lines.exists() else 0


def resident(process: int) -> int:
    """MiB in RAM of this process alone; 0 if it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) // KIB_A_MIB for line in status.splitlines() if line.startswith("VmRSS:")), 0)


def hashes(out: Path) -> dict[str, str]:
    """The hash of every output, without the report, which contains seconds."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "report.jsonl" and not path.name.endswith(".draft")
    }


if __name__ == "__main__":
    sys.exit(main())
