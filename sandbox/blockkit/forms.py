"""How the strings inside Block Kit must look, beyond their length."""

import re
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.blockkit.rules import Form


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_zone(text: str) -> bool:
    try:
        return bool(ZoneInfo(text))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a path, a folder of zones
        return False


def _is_url(text: str, schemes: tuple[str, ...] = ()) -> bool:
    """An absolute URL without blanks. A button may open `slack://` or `mailto:` as well as a page."""
    try:
        parts = urlsplit(text)
    except ValueError:  # an unclosed bracket in the host
        return False
    whole = bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)
    return whole and (not schemes or (parts.scheme in schemes and bool(parts.netloc)))


DATE = Form("date", _is_date)
TIME = Form("time", lambda text: bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII)))
ZONE = Form("timezone", _is_zone)
NUMBER = Form("number", lambda text: bool(re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII)))
COLOUR = Form("color", lambda text: bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text)))
URL = Form("url", _is_url)
WEB_URL = Form("url", lambda text: _is_url(text, ("http", "https")))
HTTPS_URL = Form("url", lambda text: _is_url(text, ("https",)))
