"""A reader for tests: a file's first word says how reading it ends. Real worker processes import it."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from extractor.errors import EncryptedDocumentError as Encrypted
from extractor.errors import ExtractorError, UnreadableDocumentError
from extractor.model.ownership import DateField, Issuer, OwnershipDocument, ReportingOwner, StrField
from extractor.model.results import Assessment, Decision, Extraction, FieldAssessment, Source

CHATTER = "an engine's chatter"
FOREVER = 600  # seconds


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def extraction(path: Path, sha256: str, *, sure: bool = True, filing: int = 1) -> Extraction:
    document = OwnershipDocument(
        document_type=StrField(value="4", text="4"),
        period_of_report=DateField(value=date(2026, 1, 5), text="01/05/2026"),
        issuer=Issuer(issuer_name=StrField(value="ACME", text=f"ACME {filing}")),
        reporting_owners=(ReportingOwner(rpt_owner_name=StrField(value="DOE JANE", text="DOE JANE")),),
    )
    assessed = FieldAssessment(xpath="issuer/issuerName", confidence=0.99 if sure else 0.4, review=not sure)
    decision = Decision.ACCEPT if sure else Decision.REVIEW
    return Extraction(
        source=Source(path=str(path), sha256=sha256, pages=1, read_by=("fake",), form="4"),
        document=document,
        findings=(),
        assessment=Assessment(fields=(assessed,), decision=decision),
    )


def read(path: Path) -> tuple[Extraction, ...]:  # noqa: C901, PLR0912
    word, _, _ = path.read_text(encoding="utf-8").partition(" ")
    sha256 = sha256_of(path)
    match word:
        case "two":
            return extraction(path, sha256), extraction(path, sha256, sure=False, filing=2)
        case "doubtful":
            return (extraction(path, sha256, sure=False),)
        case "slow":
            time.sleep(0.5)
        case "busy":
            while time.process_time() < FOREVER:
                pass
        case "program-busy":
            subprocess.run([sys.executable, "-c", "while True: pass"], check=False)
        case "program":
            subprocess.Popen(["sleep", "1000"], cwd=path.parent)  # noqa: S607
            path.with_suffix(".started").touch()
            time.sleep(600)
        case "program-crash":
            subprocess.Popen(["sleep", "1000"], cwd=path.parent)  # noqa: S607
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(600)
        case "stubborn":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
            time.sleep(600)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(3)
        case "memory":
            return (extraction(path, str(bytearray(3 * 1024**3))),)
        case "fill":
            filled = bytearray(b"x") * (400 * 1024**2)
            time.sleep(60)
            del filled
        case "program-fill":
            program = "import time; x = bytearray(b'x') * (400 * 1024**2); time.sleep(60)"
            subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603
        case "native-memory":
            raise RuntimeError("(-4:Insufficient memory) Failed to allocate 99 bytes in function 'OutOfMemoryError'")
        case "no-memory":
            raise OSError(errno.ENOMEM, "Cannot allocate memory")
        case "unreadable":
            raise UnreadableDocumentError("it is damaged: print it again")
        case "encrypted":
            raise Encrypted("it needs a password")
        case "internal":
            raise ExtractorError("told so")
        case "bug":
            raise ZeroDivisionError("by zero")
        case "chatter":
            os.write(1, CHATTER.encode())
    return (extraction(path, sha256),)


def render(filing: Extraction, form: str) -> str | bytes:
    text = f"{form}\n{filing.model_dump_json()}\nend\n"
    return text.encode() if form == "xlsx" else text
