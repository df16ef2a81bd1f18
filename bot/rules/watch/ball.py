"""The ball is with us: they wrote last, or we owe them something."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blueprint import US, Ball
from bot.rules.days import due_day
from bot.rules.watch.look import Look, Occasion
from bot.rules.watch.reckoning import days_after


def occasions(rule: Ball, look: Look) -> Iterator[Occasion]:
    """Red at once when it was with us for longer than that: it outranks every silence."""
    clocks, after = look.clocks, rule.after.get(look.tier)
    if clocks.ball != US or clocks.ball_since is None or after is None:
        return
    opens_on = days_after(due_day(clocks.ball_since, after, look.calendar), 1)
    since = clocks.ball_since.isoformat()
    yield Occasion(
        began=f"{look.account.id}/{since}",
        opens_on=opens_on,
        red_on=opens_on,
        facts={"since": since, "days": after.count},
    )
