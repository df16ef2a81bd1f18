"""The browser of the browser tests, wherever it is on this machine."""

from __future__ import annotations

import os
import shutil

PLACES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "no Chromium found (CHROMIUM names one; /usr/bin/chromium, chromium-browser and google-chrome were tried)"


def chromium_here() -> str | None:
    """The Chromium to drive: that of CHROMIUM, else the first of the usual places."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((found for place in PLACES if (found := shutil.which(place))), None)
