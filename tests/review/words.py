"""What a reviewer sees of a page, its words, and the values that the page would send."""

import re
from html import unescape

from starlette.testclient import TestClient


def words(html: str) -> str:
    """The page's visible text on one line."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def version(html: str) -> str:
    """The version of the filing that the page shows."""
    found = re.search(r'data-version="(\d+)"', html)
    assert found, "this is no filing's page"
    return found.group(1)


def in_hand(html: str) -> str:
    """The XPath of the field in the dock; empty if none is."""
    found = re.search(r'id="dock"[^>]*? data-field="([^"]+)"', html)
    return unescape(found.group(1)) if found else ""


def decide(browser: TestClient, document: str, action: str, field: str, text: str = "") -> str:
    """Send a field's form as the page would now; returns the answering page."""
    shown = browser.get(f"/document/{document}", params={"field": field}).text
    values = {"version": version(shown), "field": field, "action": action, "text": text}
    return browser.post(f"/document/{document}/field", data=values).text
