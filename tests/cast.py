"""The stable cast of the tests: who they are and when it is."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.rules.facts import Person, Standing

WORKSPACE = "T0NORTH"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Monday 2 March 2026, 10:00 in Berlin, 04:00 in New York."""


def person(id: str, name: str, zone: str, standing: Standing = Standing.MEMBER) -> Person:
    return Person(WORKSPACE, id, name, zone, standing, MONDAY)


ANN = person("UANN", "Ann Adler", "Europe/Berlin")
BEN = person("UBEN", "Ben Brand", "America/New_York")
DEV = person("UDEV", "Dev Das", "Asia/Kolkata")
MEG = person("UMEG", "Meg Moss", "Europe/London")
SUE = person("USUE", "Sue Stone", "America/New_York")
GUS = person("UGUS", "Gus Guest", "Europe/Berlin", Standing.GUEST)
DORA = person("UDORA", "Dora Gone", "Europe/Berlin", Standing.DEACTIVATED)
OLA = person("UOLA", "Ola Outside", "Europe/Oslo", Standing.EXTERNAL)
HEARTH = person("UHEARTH", "Hearth", "UTC", Standing.BOT)

EVERYBODY = {p.id: p for p in (ANN, BEN, DEV, MEG, SUE, GUS, DORA, OLA, HEARTH)}
