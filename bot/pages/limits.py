"""The rule of a watch in one sentence, with the limits of one tier."""

from __future__ import annotations

from typing import Any

from bot.blueprint import (
    LIVE,
    Asking,
    Ball,
    Blueprint,
    Cadence,
    Clock,
    Ladder,
    NextContact,
    Pulse,
    Span,
    Threads,
    Todo,
    Together,
    Watch,
)
from bot.pages.clocks import touch_answer
from bot.telling.sentences import WEEK
from bot.words import Words


def rule_told(words: Words, blueprint: Blueprint, watch: Watch, tier: str) -> str:
    """When the watch speaks, as plain text; "" where accounts of this tier are not watched so."""
    facts = _facts(words, blueprint, watch, tier)
    return "" if facts is None else words.plain(f"rule_{type(watch.rule).__name__.lower()}", **facts)


def _facts(words: Words, blueprint: Blueprint, watch: Watch, tier: str) -> dict[str, Any] | None:
    """What the sentence tells; None where the tier is not watched."""
    match watch.rule:
        case Clock() as rule:
            return _clock(blueprint, rule, tier)
        case Ladder() as rule:
            count = sum(tier in rung.tiers for rung in rule.rungs)
            return {"count": count, "ask": _counted_from(blueprint, rule)} if count else None
        case NextContact(ahead=ahead, missing_after=missing):
            return {"ahead": _span(words, ahead), "after": _span(words, missing.get(tier))}
        case Ball(after=after):
            return {"after": _span(words, after[tier])} if tier in after else None
        case Cadence(ahead=ahead, tolerance=tolerance):
            return {"ahead": _span(words, ahead), "count": tolerance}
        case Todo(promises=promises, ahead=ahead):
            return {"promises": "yes" if promises else "", "ahead": _span(words, ahead)}
        case Asking(habit=habit, day=day, at=at):
            asked = next((q.ask for q in blueprint.habits[habit].kept if q.id == day), "")
            span = _span(words, at.span) if at.span.count else ""
            return {"ask": asked, "ahead": span if at.before else "", "after": "" if at.before else span}
        case Threads(fewest=fewest, within=within):
            return {"least": fewest[tier], "count": within} if fewest.get(tier) else None
        case Together(of=of, at_least=least):
            called = [blueprint.watches[id].called for id in of if id in blueprint.watches]
            return {"least": least, "watches": ", ".join(called)}
        case Pulse(weekday=weekday, tiers=tiers):
            return {"weekday": WEEK[weekday]} if tier in tiers else None
        case _:
            return {}


def _clock(blueprint: Blueprint, rule: Clock, tier: str) -> dict[str, Any] | None:
    limits = rule.limits.get(tier)
    if limits is None:
        return None
    return {
        "live": "yes" if rule.runs_from == LIVE else "",
        "contact": touch_answer(blueprint, "with_whom", rule.contact or ""),
        "amber": limits.amber,
        "red": limits.red or "",
    }


def _span(words: Words, span: Span | None) -> str:
    return words.plain("span", count=span.count, working="yes" if span.working else "") if span else ""


def _counted_from(blueprint: Blueprint, rule: Ladder) -> str:
    """The day of a ladder by the words of the question that asks for it."""
    asked = blueprint.habits[rule.habit].kept if rule.habit else blueprint.known_of_accounts.values()
    return next((question.ask for question in asked if question.id == rule.day), rule.day.replace("_", " "))
