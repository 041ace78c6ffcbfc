"""Imports point down only, heavy libraries stay in the files that wrap them, and no module outgrows a sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extractor"
LAYERS = (
    ("cores", "errors",),
    ("model",),
    ("exports", "parsing", "readers", "rules", "store",),
    ("confidence", "verification",),
    ("pipeline",),
    ("__init__", "batch",),
    ("review", "watch",),
    ("cli",),
)  # fmt: skip
"""What stands in one layer imports nothing of its own layer and nothing above it; a package is one thing."""
READERS_MAY_IMPORT = {"readers", "cores", "errors", "model"}
"""A reader says what stands on a page, and knows nothing of cells, columns or filings."""
WRAPPED = {
    "camelot": ("readers/pdf/camelot_grid.py",),
    "cv2": ("readers/image/", "readers/recognition/", "readers/scan/"),
    "fastapi": ("review/",),
    "jinja2": ("review/pages/rendering.py",),
    "onnxruntime": ("readers/recognition/network.py",),
    "pdfplumber": ("readers/pdf/pdfplumber_",),
    "PIL": ("readers/image/", "readers/recognition/tesseract_engine.py", "review/pages/page_image.py"),
    "pypdfium2": ("readers/", "review/pages/page_image.py"),
    "pytesseract": ("readers/recognition/tesseract_engine.py",),
    "rapidocr": ("readers/recognition/rapidocr_engine.py",),
    "rich": ("cli/",),
    "sqlalchemy": ("store/",),
    "starlette": ("review/",),
    "typer": ("cli/",),
    "uvicorn": ("review/server/serve.py",),
}
LINES_MAX = 300

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]


def part_of(path: Path) -> str:
    """The module or package directly below `extractor` that the file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that the file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module == "extractor":
            yield from (f"extractor.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def own_imports(path: Path) -> set[str]:
    """The modules and packages of ours that the file imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("extractor.")}


def layer_of(part: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if part in layer)


def test_every_module_has_its_layer_and_every_layer_its_modules() -> None:
    named = [part for layer in LAYERS for part in layer]
    assert sorted(named) == sorted({part_of(path) for path in MODULES})


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_point_down(path: Path) -> None:
    own = part_of(path)
    others = own_imports(path) - {own}
    assert {other for other in others if layer_of(other) >= layer_of(own)} == set()


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


def test_nothing_is_named_after_no_subject() -> None:
    assert {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "misc"} == set()
