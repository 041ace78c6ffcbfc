"""Imports point to lower layers only, heavy libraries are imported only where they are wrapped, modules are short."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extractor"
LAYERS = {
    "": (
        ("cores", "errors"),
        ("model",),
        ("readers", "parsing", "rules", "exports", "store"),
        ("confidence", "verification"),
        ("versions",),
        ("pipeline",),
        ("batch",),
        ("library",),
        ("__init__",),
        ("watch", "review"),
        ("cli",),
    ),
    "readers": (
        ("foreign_errors", "suffixes", "pdfium_calls"),
        ("page_shifts", "sheets", "typed_over", "ownership_xml", "page_objects", "pdfium_files", "image", "wording"),
        ("picture", "recognition"),
        ("pdf", "scan"),
        ("documents", "identities", "shown_page", "page_count", "self_check"),
    ),
    "readers/scan": (
        ("rulings",),
        ("segmentation",),
        ("form_print", "check_boxes"),
        ("correction",),
        ("run_pictures",),
        ("words_from_runs",),
        ("left_over",),
        ("page_from_picture",),
        ("scanned_pages", "scanned_again"),
    ),
    "parsing": (
        ("grid",),
        ("header", "tables", "notes", "first_pages", "identity"),
        ("evidence", "field_places", "inferred_grid", "other_papers", "page_order"),
        ("assemble", "coverage", "cut_off_doubts", "eye_doubts", "ink_doubts", "lost_rows", "page_doubts"),
        ("filing",),
    ),
    "review": (("decisions",), ("pages",), ("server",)),
}
"""The layers of the whole package and of its larger subpackages, from bottom to top. A module or package imports
nothing from its own layer or from higher ones."""
READERS_MAY_IMPORT = {"readers", "cores", "errors", "model"}
"""Readers say what is on a page, and know nothing about cells, columns or filings."""
WRAPPED = {
    "camelot": ("readers/pdf/camelot_grid.py",),
    "cv2": ("readers/image/", "readers/recognition/", "readers/scan/"),
    "fastapi": ("review/",),
    "jinja2": ("batch/report_page.py", "review/pages/rendering.py"),
    "openpyxl": ("exports/workbook",),
    "onnxruntime": ("readers/recognition/network.py",),
    "pdfplumber": ("readers/pdf/pdfplumber_",),
    "PIL": (
        "readers/image/",
        "readers/page_count.py",
        "readers/shown_page.py",
        "library/filing.py",
        "readers/recognition/tesseract_engine.py",
        "review/pages/page_image.py",
    ),
    "pyarrow": ("exports/parquet.py",),
    "pypdfium2": ("readers/",),
    "pytesseract": ("readers/recognition/tesseract_engine.py",),
    "ppocr": ("readers/recognition/ppocr_engine.py",),
    "rich": ("cli/",),
    "sqlalchemy": ("store/",),
    "starlette": ("review/",),
    "typer": ("cli/",),
    "uvicorn": ("review/server/serve.py",),
}
LINES_MAX = 300
MODULES_MAX = 20
"""The most modules in one folder; the folder of rules may have more, because it is a list."""

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]


def part_of(path: Path, room: str) -> str:
    """The module or package directly below `room` that contains the file."""
    return path.relative_to(PACKAGE / room).with_suffix("").parts[0]


@cache
def imports(path: Path) -> frozenset[str]:
    """The full names of all modules that the file imports, anywhere in it."""
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            folder = PACKAGE.parent.joinpath(*node.module.split("."))
            for alias in node.names:
                is_module = (folder / f"{alias.name}.py").exists() or (folder / alias.name).is_dir()
                yield f"{node.module}.{alias.name}" if is_module else node.module


def own_imports(path: Path, room: str = "") -> set[str]:
    """The modules and packages directly below `room` that the file imports."""
    inside = ("extractor", *Path(room).parts)
    names = (name.split(".") for name in imports(path))
    return {parts[len(inside)] for parts in names if tuple(parts[: len(inside)]) == inside and len(parts) > len(inside)}


def layer_of(part: str, room: str) -> int:
    return next(index for index, layer in enumerate(LAYERS[room]) if part in layer)


@pytest.mark.parametrize("room", LAYERS, ids=lambda room: room or "extractor")
def test_every_module_has_its_layer_and_every_layer_its_modules(room: str) -> None:
    named = [part for layer in LAYERS[room] for part in layer]
    inside = {part_of(path, room) for path in MODULES if path.is_relative_to(PACKAGE / room)}
    assert sorted(named) == sorted(inside - ({"__init__"} if room else set()))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_point_down(path: Path) -> None:
    for room in (room for room in LAYERS if path.is_relative_to(PACKAGE / room)):
        own = part_of(path, room)
        others = own_imports(path, room) - {own}
        if not (room and own == "__init__"):
            assert {other for other in others if layer_of(other, room) >= layer_of(own, room)} == set(), room


@pytest.mark.parametrize("path", sorted((PACKAGE / "readers").rglob("*.py")), ids=lambda path: path.stem)
def test_readers_know_pages_and_nothing_else(path: Path) -> None:
    assert own_imports(path) <= READERS_MAY_IMPORT


@pytest.mark.parametrize("library", WRAPPED)
def test_a_library_is_imported_only_where_it_is_wrapped(library: str) -> None:
    importing = {
        name
        for name, path in zip(NAMES, MODULES, strict=True)
        if any(imported.split(".")[0] == library for imported in imports(path))
    }
    assert {name for name in importing if not name.startswith(WRAPPED[library])} == set()


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_read_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES_MAX


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda folder: folder.name)
def test_a_room_is_seen_at_a_glance(folder: Path) -> None:
    modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MODULES_MAX or folder.name == "rules"


def test_nothing_is_named_after_no_subject() -> None:
    assert {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "misc"} == set()
