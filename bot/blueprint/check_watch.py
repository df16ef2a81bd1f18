"""What must hold in what the clock watches, and between it and the habits whose days, people and answers it goes by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.blueprint.check_calendar import DAYS
from bot.blueprint.check_form import check_above, kept_by, questions_of, roles_in
from bot.blueprint.check_list import check_span
from bot.blueprint.check_questions import NEVER, check_questions
from bot.blueprint.classes import class_named
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.spans import offset_in, span_in
from bot.blueprint.values import PACK, FieldClass
from bot.blueprint.watches import ANSWER, BRIEF, CADENCE_LINE, LIVE, LOG, NOTHING_OPEN, OPEN, SLIP, TICK, TOUCH
from bot.blueprint.written import HabitFile, QuestionKeys
from bot.blueprint.written_watch import (
    RULES,
    AskingKeys,
    BallKeys,
    CadenceKeys,
    ClockKeys,
    EscalationKeys,
    LadderKeys,
    NextContactKeys,
    PulseKeys,
    RungKeys,
    ThreadsKeys,
    TodoKeys,
    TogetherKeys,
    WatchKeys,
)

_OFFERED = (LOG, TICK, OPEN, BRIEF, SLIP, PACK, ANSWER, NOTHING_OPEN)
_ASKED_FOR = ("text", "long_text", "yes_no", "choice")
"""The kinds of questions that can be answered in passing."""


@dataclass(frozen=True)
class _Around:
    """What a watch may speak of: habits, tiers, the roles an account has, and every watch by its full id."""

    habits: Mapping[str, HabitFile]
    tiers: Collection[str]
    roles: Collection[str]
    watches: Mapping[str, WatchKeys]


def check_watches(
    folders: Mapping[str, Mapping[Text, WatchKeys]],
    habits: Collection[HabitFile],
    tiers: Collection[str],
    find: Findings,
) -> None:
    """Find what does not fit in the watches of all folders (by folder), each of which could be read."""
    around = _Around(
        {str(habit.id): habit for habit in habits},
        tiers,
        list(dict.fromkeys(str(role) for habit in habits for on in habit.on.values() for role in on.roles)),
        {f"{folder}/{id}": watch for folder, watches in folders.items() for id, watch in watches.items()},
    )
    for watches in folders.values():
        find.ids(watches, "watch")
        for id, watch in watches.items():
            _check_watch(id, watch, around, find)
    for habit in habits:
        _check_asked(habit, around, find)


def _check_watch(id: Text, watch: WatchKeys, around: _Around, find: Findings) -> None:
    given = watch.rules
    if len(given) != 1:
        find.say(id, f"a watch goes by one of {', '.join(RULES)}; this one by {' and '.join(given) or 'none'}")
    roles = _roles_for(watch, around)
    for role in watch.who:
        find.known(role, roles, "a role that an account has")
    for offer in watch.offers or ():
        find.known(offer, [*_OFFERED, *around.habits], "a button of a nudge or a habit")
        if offer == SLIP and "todo" not in given:
            find.say(offer, f'only what somebody took on can slip; "{SLIP}" belongs to a watch that goes by todo')
        if offer == NOTHING_OPEN and "ball" not in given:
            find.say(offer, f'"{NOTHING_OPEN}" belongs to a watch that says that it is our turn: one that goes by ball')
        if offer == PACK:
            _check_pack(offer, watch, around, find)
    if (ANSWER in (watch.offers or ())) != ("asks" in given):
        find.say(id, f'what a watch "asks" is answered with the button "{ANSWER}": the one needs the other')
    find.as_written(watch.called)
    if watch.again is not None:
        check_span(watch.again, find)
    if watch.escalates is not None:
        _check_escalation(watch.escalates, around, find)
    for name, rule in given.items():
        _check_rule(name, rule, roles, around, find)


def _roles_for(watch: WatchKeys, around: _Around) -> Collection[str]:
    """The roles of an account, and where a watch goes by the records of a habit those of that habit."""
    habit = around.habits.get(watch.habit) if watch.habit else None
    return list(dict.fromkeys([*around.roles, *(roles_in(habit) if habit else ())]))


def _check_pack(offer: Text, watch: WatchKeys, around: _Around, find: Findings) -> None:
    habit = around.habits.get(watch.habit) if watch.habit else None
    if habit is None or habit.pack is None:
        find.say(offer, f'"{PACK}" opens the pack of a record: it needs a ladder of a habit that has one')


def _check_asked(habit: HabitFile, around: _Around, find: Findings) -> None:
    """A pack holds what people were asked about its own record."""
    asking = [id for id, watch in around.watches.items() if watch.asks and watch.asks.habit == habit.id]
    for part in (*habit.pack.customer, *habit.pack.ours) if habit.pack else ():
        if part.asked is not None:
            find.known(part.asked, asking, f"a watch that asks something about a {habit.id}, written <folder>/<watch>")


def _check_escalation(escalates: EscalationKeys, around: _Around, find: Findings) -> None:
    find.known(escalates.to, around.roles, "a role that an account has")
    if escalates.after == 0:
        find.say(escalates.after, '"after" counts the digests in which it was red and nothing was done: 1 or more')
    if escalates.always is not None:
        _limits(escalates.always, "always", around, find)


def _check_rule(name: str, rule: Any, roles: Collection[str], around: _Around, find: Findings) -> None:
    match rule:
        case ClockKeys():
            _check_clock(rule, around, find)
        case LadderKeys():
            _check_ladder(rule, roles, around, find)
        case NextContactKeys():
            check_span(rule.ahead, find)
            _limits(rule.missing_after, "missing_after", around, find, check_span)
        case BallKeys():
            _check_watched(_limits(rule.after, "after", around, find, check_span), find)
        case CadenceKeys():
            _check_cadence(rule, around, find)
        case TodoKeys():
            check_span(rule.ahead, find)
        case AskingKeys():
            _check_asking(rule, around, find)
        case ThreadsKeys():
            _check_threads(rule, around, find)
        case TogetherKeys():
            _check_together(rule, around, find)
        case PulseKeys():
            find.known(rule.on, DAYS, "a day")
            _check_tiers(rule.tiers, around, find)
        case Text():
            find.here(name, rule)


def _check_clock(clock: ClockKeys, around: _Around, find: Findings) -> None:
    find.known(clock.runs_from, (TOUCH, LIVE), "what a clock runs from")
    amber = _limits(clock.amber, "amber", around, find)
    red = _limits(clock.red, "red", around, find) if clock.red is not None else {}
    _check_watched(amber, find)
    for tier in red.keys() & amber.keys():
        _check_colours(tier, amber[tier], red[tier], find)
    if clock.grace is not None:
        _check_days(clock.grace, find)
    if clock.contact is not None:
        _check_contact(clock.contact, around, find)


def _check_colours(tier: str, amber: Text, red: Text, find: Findings) -> None:
    first, then = _days_of(amber), _days_of(red)
    if then is not None and first is None:
        find.say(red, f"for {tier} this turns red after {red}, and is never amber before")
    elif first is not None and then is not None and first >= then:
        find.say(red, f"for {tier} this turns red after {red}, and amber no sooner: after {amber}")


def _check_contact(contact: Text, around: _Around, find: Findings) -> None:
    """Somebody whom touches are logged with, and whom accounts are known to have."""
    touches = [(habit, on.touch) for habit in around.habits.values() for on in habit.on.values() if on.touch]
    asked = [_asked(habit, touch.with_whom) for habit, touch in touches if touch.with_whom is not None]
    values = [value for question in asked if question for value in question.values]
    if not values or find.known(contact, values, 'a contact with whom touches are logged ("with_whom")'):
        find.known(contact, _known_of_accounts(around), "an answer that some habit keeps with the account")


def _check_ladder(ladder: LadderKeys, roles: Collection[str], around: _Around, find: Findings) -> None:
    habit = None
    if ladder.habit is not None and find.known(ladder.habit, around.habits, "a habit"):
        habit = around.habits[ladder.habit]
    _check_day(ladder, habit, around, find)
    find.ids((rung.id for rung in ladder.rungs), "rung")
    for rung in ladder.rungs:
        if offset_in(rung.at) is None:
            find.say(rung.at, f'"{rung.at}" is no day: write "30 days before", "on the day" or "1 working day after"')
        for role in rung.who or ():
            find.known(role, roles, "a role that an account has")
        _check_tiers(rung.tiers or (), around, find)
        _check_only(rung, ladder, habit, find)
        _check_states(rung, ladder, find)


def _check_day(ladder: LadderKeys, habit: HabitFile | None, around: _Around, find: Findings) -> None:
    if ladder.habit is None:
        known = _known_of_accounts(around)
        days = [id for id, question in known.items() if question.kind == "date"]
        find.known(ladder.day, days, "a day that some habit keeps with the account")
        for state in ladder.states or ():
            find.say(state, 'an account has no states: "states" are those of the "habit" that a ladder names')
    elif habit is not None:
        days = [str(question.id) for question in kept_by(habit) if question.kind == "date"]
        find.known(ladder.day, days, f"a date question of the habit {habit.id} whose answer is kept")
        for state in ladder.states or ():
            find.known(state, habit.states, f"a state of the habit {habit.id}")
        if not ladder.states:
            find.say(ladder.habit, f'say in which "states" a record of {habit.id} has these rungs')


def _check_only(rung: RungKeys, ladder: LadderKeys, habit: HabitFile | None, find: Findings) -> None:
    for id, value in (rung.only or {}).items():
        if ladder.habit is None:
            find.say(id, '"only" goes by a record\'s answers: it needs the "habit" of the ladder')
        elif habit is not None:
            chosen = {str(question.id): question for question in kept_by(habit) if question.kind == "choice"}
            if find.known(id, chosen, f"a choice question of the habit {habit.id} whose answer is kept"):
                find.known(value, chosen[id].values, f"an answer to {id}")


def _check_states(rung: RungKeys, ladder: LadderKeys, find: Findings) -> None:
    for state in rung.states or ():
        if ladder.habit is None:
            find.say(state, '"states" are those of a record: this needs the "habit" of the ladder')
        else:
            find.known(state, ladder.states or (), "a state of the ladder")


def _check_cadence(cadence: CadenceKeys, around: _Around, find: Findings) -> None:
    check_span(cadence.ahead, find)
    _check_days(cadence.tolerance, find)
    if not find.known(cadence.habit, around.habits, "a habit"):
        return
    habit = around.habits[cadence.habit]
    lists = {str(question.id): question for question in kept_by(habit) if question.kind == "lines"}
    if find.known(cadence.lines, lists, f"a question of kind lines of the habit {habit.id} whose answer is kept"):
        asked = {str(inner.id): inner.kind for inner in lists[cadence.lines].line or ()}
        lacking = [f'the {kind} question "{id}"' for id, kind in CADENCE_LINE.items() if asked.get(id) != kind]
        if lacking:
            find.say(cadence.lines, f"the lines of a cadence need {' and '.join(lacking)}")


def _check_asking(asking: AskingKeys, around: _Around, find: Findings) -> None:
    check_above(asking.title, asking.says, find)
    check_questions(asking.questions, around.tiers, find)
    for question in asking.questions:
        _check_in_passing(question, find)
    at = offset_in(asking.at)
    if at is None:
        find.say(asking.at, f'"{asking.at}" is no day: write "30 days before", "on the day" or "1 working day after"')
    elif asking.day is None and at.before:
        find.say(asking.at, f'"{asking.at}": of what? Write "day", a date question, or count from its state: "after"')
    if not find.known(asking.habit, around.habits, "a habit"):
        return
    habit = around.habits[asking.habit]
    kept, roles = {str(question.id): str(question.kind) for question in kept_by(habit)}, roles_in(habit)
    people = [id for id, kind in kept.items() if kind == "people"]
    find.known(asking.of, [*roles, *people], f"a role of the habit {habit.id}, nor a question of kind people there")
    if asking.day is not None:
        days = [id for id, kind in kept.items() if kind == "date"]
        find.known(asking.day, days, f"a date question of the habit {habit.id} whose answer is kept")
    for state in asking.states:
        find.known(state, habit.states, f"a state of the habit {habit.id}")
    if asking.tells is not None:
        find.known(asking.tells, roles, f"a role of the habit {habit.id}")


def _check_in_passing(question: QuestionKeys, find: Findings) -> None:
    """What is answered where it stands, and read by whoever reads the record."""
    if question.kind not in _ASKED_FOR:
        find.say(question.kind, f"what a watch asks is of kind {', '.join(_ASKED_FOR)}; this is {question.kind}")
    if class_named(question.field_class) is FieldClass.PERSONAL:
        find.say(question.field_class, "what a watch asks is read in a brief and in a pack: no personal answers")
    if isinstance(question.required, list) or question.wanted is not None:
        find.say(question.id, 'here "required" is always or never, and nothing is "wanted"')
    if question.starts_as is not None:
        find.say(question.starts_as, "what a watch asks starts empty: an answer that nobody gave is none")


def _check_threads(threads: ThreadsKeys, around: _Around, find: Findings) -> None:
    if isinstance(threads.fewest, dict):
        find.by_tier(dict(threads.fewest), around.tiers, "fewest")
    counts = list(threads.fewest.values()) if isinstance(threads.fewest, dict) else [threads.fewest]
    if not any(counts):
        find.say(counts[0], '"fewest" is 0 for every tier, so nothing is watched')
    _check_days(threads.within, find)


def _check_together(together: TogetherKeys, around: _Around, find: Findings) -> None:
    """Signals are what stands on its own: no pulse, which is none, and nothing that is made of signals itself."""
    signals = [id for id, watch in around.watches.items() if not (watch.together or watch.pulse)]
    for watch in together.of:
        find.known(watch, signals, "a watch that can be a signal, written <folder>/<watch>")
    if not 2 <= together.at_least <= len(together.of):
        find.say(
            together.at_least,
            f'"at_least" is 2 to {len(together.of)}, as many as "of" names; it is {together.at_least}',
        )


def _check_tiers(written: Iterable[Text], around: _Around, find: Findings) -> None:
    for tier in written:
        find.known(tier, around.tiers, "a tier")


def _check_days(written: Text, find: Findings) -> bool:
    """Limits of clocks count every day."""
    if not check_span(written, find):
        return False
    if _days_of(written) is None:
        find.say(written, f'"{written}": this counts every day, not only working days; write "7 days"')
    return _days_of(written) is not None


def _days_of(written: Text) -> int | None:
    """The days in "30 days"; None where they are working days, or none at all."""
    span = span_in(written)
    return span.count if span and not span.working else None


def _limits(
    written: Text | dict[Text, Text],
    key: str,
    around: _Around,
    find: Findings,
    check: Callable[[Text, Findings], bool] = _check_days,
) -> Mapping[str, Text]:
    """What is said for each tier, as far as it can be read; "never" is for a tier that is not watched."""
    if not isinstance(written, dict):
        return dict.fromkeys(map(str, around.tiers), written) if written == NEVER or check(written, find) else {}
    find.by_tier(dict(written), around.tiers, key)
    return {str(tier): limit for tier, limit in written.items() if limit == NEVER or check(limit, find)}


def _check_watched(limits: Mapping[str, Text], find: Findings) -> None:
    """Somebody is watched: a limit that is never reached by anybody is a slip."""
    if limits and all(limit == NEVER for limit in limits.values()):
        find.say(next(iter(limits.values())), f'this says "{NEVER}" for every tier, so nothing is watched')


def _asked(habit: HabitFile, id: Text) -> QuestionKeys | None:
    return next((question for question in kept_by(habit) if question.id == id), None)


def _known_of_accounts(around: _Around) -> Mapping[str, QuestionKeys]:
    """Every question whose answer some habit keeps with the account."""
    return {
        str(question.id): question
        for habit in around.habits.values()
        for question in questions_of(habit)
        if any(question.id in on.keeps for on in habit.on.values())
    }
