"""What must hold in the calendar, and between it and the messages and watches that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from zoneinfo import available_timezones

from bot.blueprint.check_list import check_span
from bot.blueprint.check_questions import check_choices
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.written import CalendarFile, DigestKeys
from bot.blueprint.written_watch import WatchKeys

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_calendar(calendar: CalendarFile, find: Findings) -> None:
    """Find what does not fit in the calendar by itself."""
    for day in calendar.working_days:
        find.known(day, DAYS, "a day")
    _check_hours(calendar, find)
    check_span(calendar.quiet_for, find)
    zones = available_timezones()
    for zone in calendar.holidays:
        find.known(zone, zones, "a time zone such as Europe/Berlin")
    _check_digest(calendar.digest, find)


def check_named(
    calendar: CalendarFile,
    words: Mapping[str, Iterable[Text]],
    watches: Mapping[str, Mapping[Text, WatchKeys]],
    find: Findings,
) -> None:
    """Find what the calendar names and is not there, or leaves out; messages and watches are given by their folders."""
    messages = [f"{habit}/{message}" for habit, said in words.items() for message in said]
    written = {f"{folder}/{id}": (id, watch) for folder, file in watches.items() for id, watch in file.items()}
    for interrupt in calendar.interrupts:
        find.known(interrupt, [*messages, *written], "a message or a watch, written <folder>/<its id>")
        if interrupt in written and not written[interrupt][1].has_a_day:
            find.say(interrupt, f'"{interrupt}" is due on no day, so there is none on which it could be unmet')
    order = calendar.digest.order
    for place, watch in enumerate(order):
        if find.known(watch, written, "a watch, written <folder>/<its id>") and watch in order[:place]:
            find.say(watch, f'"{watch}" stands in this order already')
    for full, (id, _) in written.items():
        if full not in order:
            find.say(id, f'the "order" of the digest in calendar.yml leaves out "{full}"')
        if full in messages:
            find.say(id, f'"{id}" is a message of this folder already; give this watch another id')


def _check_hours(calendar: CalendarFile, find: Findings) -> None:
    opens, closes = calendar.working_hours.opens, calendar.working_hours.closes
    told_at = (calendar.digest.at, calendar.unmet_at)
    readable = [_is_time(hour, find) for hour in (opens, closes, *told_at)]
    if not all(readable):
        return
    if opens >= closes:
        find.say(closes, f"the working day ends at {closes}, before it begins at {opens}")
        return
    for hour in told_at:
        if not opens <= hour < closes:
            find.say(hour, f"people would be told this at {hour}; they work from {opens} to {closes}")


def _is_time(hour: Text, find: Findings) -> bool:
    if not _TIME.fullmatch(hour):
        find.say(hour, f'"{hour}" is no time of day; write it as "09:00"')
    return _TIME.fullmatch(hour) is not None


def _check_digest(digest: DigestKeys, find: Findings) -> None:
    if digest.most == 0:
        find.say(digest.most, '"most" is how many things a digest tells: 1 or more')
    if digest.still_right_after == 0:
        find.say(digest.still_right_after, '"still_right_after" counts how often one thing was snoozed: 1 or more')
    check_choices(digest.reasons, find)
    check_choices(digest.wrong, find)
