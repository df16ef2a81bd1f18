"""Every fault that Slack can show, times every kind of message: said once, or who can mend it hears why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.jobs.round import go_round
from bot.outbox import LEASE, Mouth
from bot.pages import outbox
from bot.rules.facts import Saying
from bot.slack import Slack
from tests.conftest import BOT_TOKEN
from tests.faults.kinds import KINDS, comes, is_at, loses_its_thread, stands
from tests.support.at_work import Bot, meanwhile
from tests.support.hand import Control, eventually


@dataclass(frozen=True)
class Fault:
    """What Slack does, by the sandbox's name for it, and what is read of it where somebody hears."""

    kind: str
    details: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""


def refuses(error: str, told: str = "") -> Fault:
    return Fault("refuse", {"error": error}, told or f"Slack refused it ({error}).")


MISSING_SCOPE = "Whoever installed Hearth can add it and install it again."
FAULTS: Mapping[str, Fault] = {
    "too many calls, wait 20 s": Fault("status429", {"retry_after": 20}),
    "ratelimited": refuses("ratelimited"),
    "status 500": Fault("status500"),
    "fatal_error": refuses("fatal_error"),
    "cut before it was heard": Fault("reset"),
    "cut after it was done": Fault("reset_after_accept"),
    "no answer, and it is done": Fault("silence"),
    "a proxy's page, and it is done": Fault("garbled"),
    "an answer that takes its time": Fault("slow"),
    "token_revoked": refuses("token_revoked"),
    "account_inactive": refuses("account_inactive"),
    "a thread that was deleted": Fault("", told="thread_not_found"),
    "channel_not_found": refuses("channel_not_found", "Hearth cannot see the channel"),
    "is_archived": refuses("is_archived", "The channel is archived. Unarchive it in Slack"),
    "not_in_channel": refuses("not_in_channel", "Invite it there by typing /invite @Hearth"),
    "restricted_action": refuses("restricted_action", "A workspace admin can change that."),
    "missing_scope": refuses("missing_scope", MISSING_SCOPE),
    "msg_too_long": refuses("msg_too_long"),
    "cut, and history is closed": Fault("reset_after_accept", told=MISSING_SCOPE),
}
NO_TOKEN = ("token_revoked", "account_inactive")

ONCE, LATER, TOLD, KEPT, UNSURE = "once", "later", "told", "kept", "unsure"
"""In the end it stands there: once, and from the first round on | once, but not after the first | never, and whoever
can mend that hears why | never, and only the list for admins says why: what stood there before still does, or it was
itself such a word | once, and that list says that nobody can know."""

TABLE = """
                               card   announcement digest interrupt alert  red    mended pulse  step   word
too many calls, wait 20 s      later  later        later  later     later  later  later  later  later  later
ratelimited                    later  later        later  later     later  later  later  later  later  later
status 500                     later  later        later  later     later  later  later  later  later  later
fatal_error                    later  later        later  later     later  later  later  later  later  later
cut before it was heard        later  later        later  later     later  later  later  later  later  later
cut after it was done          once   once         once   once      once   once   once   once   once   once
no answer, and it is done      once   once         once   once      once   once   once   once   once   once
a proxy's page, and it is done once   once         once   once      once   once   once   once   once   once
an answer that takes its time  once   once         once   once      once   once   once   once   once   once
token_revoked                  later  later        later  later     later  later  later  later  later  later
account_inactive               later  later        later  later     later  later  later  later  later  later
a thread that was deleted      once   once         once   once      once   once   once   once   once   once
channel_not_found              told   told         told   told      told   kept   kept   told   told   kept
is_archived                    told   told         told   told      told   kept   kept   told   told   kept
not_in_channel                 told   told         told   told      told   kept   kept   told   told   kept
restricted_action              told   told         told   told      told   kept   kept   told   told   kept
missing_scope                  told   told         told   told      told   kept   kept   told   told   kept
msg_too_long                   told   told         told   told      told   kept   kept   told   told   kept
cut, and history is closed     unsure unsure       unsure unsure    unsure once   once   unsure unsure unsure
"""


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    """Each fault, and by kind what is to come of it."""
    heading, *lines = TABLE.strip("\n").splitlines()
    for line in lines:
        fault = next(name for name in FAULTS if line.startswith(name))
        yield fault, dict(zip(heading.split(), line.removeprefix(fault).split(), strict=True))


ROWS = list(rows())


def test_the_table_has_every_fault_and_every_kind() -> None:
    assert [fault for fault, _ in ROWS] == list(FAULTS)
    assert all(list(outcomes) == list(KINDS) for _, outcomes in ROWS)


@pytest.mark.parametrize(("fault", "outcomes"), ROWS, ids=list(FAULTS))
def test_each_is_said_once_or_somebody_hears_why_not(
    box: Control, bot: Bot, fault: str, outcomes: Mapping[str, str]
) -> None:
    channels = comes(box, bot)
    bot.in_trouble = bool({TOLD, UNSURE} & set(outcomes.values())) or fault in NO_TOKEN
    meets(bot, fault, channels)
    first = {kind: stands(box, kind, channels) for kind in KINDS}
    lives_on(bot)
    last = {kind: stands(box, kind, channels) for kind in KINDS}
    assert {kind: seen(bot, kind, FAULTS[fault].told, first[kind], last[kind]) for kind in KINDS} == outcomes
    assert bot.messages(Saying.SENDING) == []


def meets(bot: Bot, fault: str, channels: Mapping[str, str]) -> None:
    """A round, in which Slack does this to everything that is said."""
    box, wrong = bot.box, FAULTS[fault]
    if "thread" in fault:
        loses_its_thread(bot, channels)
    for method in ("chat.postMessage", "chat.update") if wrong.kind else ():
        box.fault(method, wrong.kind, times=99, **wrong.details)
    if wrong.kind == "silence":
        go_round_together(bot)
    elif wrong.kind == "slow":
        round_ = meanwhile(lambda: bot.goes_round(1))
        eventually(lambda: round_.done() or box.clock.advance(1), lambda: "the answers should have come")
        round_.result()
    else:
        bot.goes_round(1)
    box.heal()
    if "history" in fault:
        for method in ("conversations.history", "conversations.replies"):
            box.fault(method, "refuse", error="missing_scope", times=99)


def go_round_together(bot: Bot) -> None:
    """Many workers at once, of which each waits for an answer two seconds, and these are the machine's."""
    hurried = replace(bot.office, slack=Slack(BOT_TOKEN, bot.box.api_url, timeout=2))
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda number: go_round(hurried, Mouth(hurried, f"worker {number}")), range(8)))


def lives_on(bot: Bot) -> None:
    """Other workers take its place for some minutes, until the next noon, by when everybody was at work."""
    for _ in range(3):
        bot.loses_its_mouth()
        bot.box.clock.advance(LEASE.total_seconds() + 1)
        bot.goes_round(2)
    for hour in ("04:00", "15:00"):
        is_at(bot, f"2026-03-03T{hour}:00Z")
        bot.goes_round(4)


def seen(bot: Bot, kind: str, why: str, first: int, last: int) -> str:
    """What came of a message, in the words of the table; or what was seen."""
    lists = {state: outbox.lines_for(bot.office, 99, state) for state in (Saying.FAILED, Saying.UNSURE)}
    what, whom = (f"  {cell}  " for cell in KINDS[kind].listed)
    listed = {s: any(why and why in line and what in line and whom in line for line in lists[s]) for s in lists}
    heard = [post for post in bot.box.posted() if why and why in post["text"] and KINDS[kind].about in post["text"]]
    hears = [post["to"] for post in heard]
    match (first, last, listed[Saying.FAILED], listed[Saying.UNSURE], hears):
        case 1, 1, False, False, []:
            return ONCE
        case 0, 1, False, False, []:
            return LATER
        case 0, 0, True, False, [person] if person == KINDS[kind].hears:
            return TOLD
        case 0, 0, True, False, []:
            return KEPT
        case 1, 1, False, True, []:
            return UNSURE
    return f"stood {first} and {last} times, {listed}, heard by {hears}"
