"""Whether two states of the program write the same bytes: the JSON, CSV and XML of every file, compared by name.

    python benchmarks/same_output.py record OUT FILE|FOLDER… [--command "form4"] [-- more arguments for form4 extract]
    python benchmarks/same_output.py compare BEFORE AFTER

`record` reads the files one by one into the folder OUT (a file that is refused leaves its exit code and message);
`compare` names every output that differs, is missing or is new, and ends with 1 if there is one. Run it before and
after a change that must change nothing.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".jp2", ".heic", ".avif"}
FORMATS = ("json", "csv", "xml")


def main() -> int:
    """Record one state, or compare two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    record_command = commands.add_parser("record")
    record_command.add_argument("out", type=Path)
    record_command.add_argument("paths", type=Path, nargs="+")
    record_command.add_argument("--command", default="form4")
    record_command.add_argument("--jobs", type=int, default=2)
    record_command.add_argument("--verify", default="auto")
    record_command.set_defaults(run=record)
    compare_command = commands.add_parser("compare")
    compare_command.add_argument("before", type=Path)
    compare_command.add_argument("after", type=Path)
    compare_command.set_defaults(run=compare)
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


def record(arguments: argparse.Namespace) -> int:
    """Write what the command makes of each file below `out`, in a folder named after the file's place."""
    files = [file for path in arguments.paths for file in _files(path)]
    read = partial(_read, out=arguments.out, command=arguments.command.split(), verify=arguments.verify)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        list(pool.map(read, files))
    print(f"{len(files)} files recorded in {arguments.out}")
    return 0


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)


def _read(file: Path, out: Path, command: list[str], verify: str) -> None:
    folder = out / "_".join(file.parts[-3:])
    folder.mkdir(parents=True, exist_ok=True)
    formats = [argument for form in FORMATS for argument in ("--format", form)]
    arguments = [*command, "extract", str(file), "-o", str(folder), *formats, "--verify", verify, "--jobs", "1"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603 - the given command
    folder.joinpath("end.txt").write_text(f"{done.returncode}\n{done.stderr}", encoding="utf-8")


def compare(arguments: argparse.Namespace) -> int:
    """Name what differs between two recorded states."""
    before, after = _outputs(arguments.before), _outputs(arguments.after)
    different = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    for name in different:
        print("missing" if name not in after else "new" if name not in before else "differs", name)
    print(f"{len(before)} outputs before, {len(after)} after, {len(different)} not the same")
    return int(bool(different))


def _outputs(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


if __name__ == "__main__":
    sys.exit(main())
