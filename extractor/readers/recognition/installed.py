"""Which engines are installed, for `form4 doctor`."""

from extractor.readers.recognition import ppocr_engine, tesseract_engine
from extractor.readers.recognition.engines import EngineStatus


def engines() -> tuple[EngineStatus, ...]:
    """Every engine this program can use, the default first."""
    return ppocr_engine.status(), tesseract_engine.status()
