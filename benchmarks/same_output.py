"""Whether two versions of the program write the same bytes: compares the JSON, CSV and XML of every file by name.

    python benchmarks/same_output.py record OUT FOLDER… [--command "form4"] [--verify auto]
    python benchmarks/same_output.py compare BEFORE AFTER

`record` reads each folder in one run, and writes the outputs, the exit code and the messages into a numbered subfolder
of OUT. `compare` names every output that differs, is missing or is new, and ends with exit code 1 if there is one. Run
it before and after a change that must not change any output.
"""

import argparse
import subprocess
import sys
from pathlib import Path

FORMATS = ("json", "csv", "xml")


def main() -> int:
    """Record one state, or compare two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    record_command = commands.add_parser("record")
    record_command.add_argument("out", type=Path)
    record_command.add_argument("folders", type=Path, nargs="+")
    record_command.add_argument("--command", default="form4")
    record_command.add_argument("--verify", default="auto")
    record_command.set_defaults(run=record)
    compare_command = commands.add_parser("compare")
    compare_command.add_argument("before", type=Path)
    compare_command.add_argument("after", type=Path)
    compare_command.set_defaults(run=compare)
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


def record(arguments: argparse.Namespace) -> int:
    """Write the outputs of the command for the files in each folder, and its exit code and messages."""
    formats = [argument for form in FORMATS for argument in ("--format", form)]
    for number, folder in enumerate(arguments.folders, 1):
        out = arguments.out / f"{number}-{folder.name}"
        out.mkdir(parents=True, exist_ok=True)
        command = [*arguments.command.split(), "extract", str(folder), "-o", str(out), *formats]
        done = subprocess.run([*command, "--verify", arguments.verify], capture_output=True, text=True, check=False)  # noqa: S603
        (out / "end.txt").write_text(f"{done.returncode}\n{done.stderr}", encoding="utf-8")
        print(f"{folder}: {len(list(out.iterdir()))} outputs, exit code {done.returncode}")
    return 0


def compare(arguments: argparse.Namespace) -> int:
    """Name the outputs that differ between two recordings; returns 1 if there is one."""
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
