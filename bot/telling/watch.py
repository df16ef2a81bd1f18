"""What the clock watches read back: when something is told, to whom, and who hears of it next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.blueprint import (
    ANSWER,
    BRIEF,
    LIVE,
    LOG,
    NOTHING_OPEN,
    OPEN,
    PACK,
    SLIP,
    TICK,
    Asking,
    Ball,
    Blueprint,
    Cadence,
    Clock,
    Escalation,
    Ladder,
    Left,
    NextContact,
    Offset,
    Pulse,
    Rung,
    Threads,
    Todo,
    Together,
    Turns,
    Watch,
)
from bot.telling.sentences import WEEK, asked_in, by_tier, days, filled, first_up, listed, role_of, spaced, span, spans

_OFFERS = {
    LOG: "a button to log a touch",
    TICK: "Done",
    OPEN: "a button that opens the record",
    BRIEF: "a button that opens the account's brief",
    SLIP: "It slips",
    PACK: "a button that opens the pack",
    ANSWER: "a button to answer with",
    NOTHING_OPEN: "Nothing is open",
}


def told_watch(blueprint: Blueprint, watch: Watch) -> Iterator[str]:
    """One watch, in sentences."""
    yield f"  {watch.called} ({watch.id}):"
    yield from (f"    - {sentence}" for sentence in _rule(blueprint, watch))
    yield f"    - {_hearers(blueprint, watch)}"
    if watch.escalates:
        yield f"    - {_escalation(blueprint, watch.escalates)}"
    if watch.offers:
        offered = (_OFFERS.get(offer) or f"a button for “{blueprint.habits[offer].name}”" for offer in watch.offers)
        yield f"    - With it: {listed(offered)}."
    if watch.alert:
        yield "    - The account's channel is told as well: one message, which is changed where it stands."


def _rule(blueprint: Blueprint, watch: Watch) -> Iterator[str]:
    match watch.rule:
        case Clock() as clock:
            yield _clock(blueprint, clock)
        case Ladder() as ladder:
            yield _counted_from(blueprint, ladder)
            yield from (_rung(blueprint, ladder, rung) for rung in ladder.rungs)
        case NextContact() as next_contact:
            yield f"The day on which they hear from us next: {span(next_contact.ahead)} ahead, and once it has passed."
            if next_contact.missing_after:
                missing = spans(next_contact.missing_after, blueprint.tier_ids)
                yield f"Where no day was agreed: once the last touch is older than {missing}."
        case Ball() as ball:
            yield f"It is our turn to write for longer than {spans(ball.after, blueprint.tier_ids)}."
        case Cadence() as cadence:
            habit = blueprint.habits[cadence.habit]
            yield f"Each line under {asked_in(habit.kept, cadence.lines)}: {span(cadence.ahead)} ahead."
            yield f"It is kept by a contact at most {days(cadence.tolerance, 'day')} away from its day."
        case Todo() as todo:
            what = "What the customer was promised" if todo.promises else "What is to be done, promises apart"
            yield f"{what}: {span(todo.ahead)} ahead of its day."
        case Turns():
            yield "It is somebody's turn in a form, from the first working day after it became so."
        case Asking() as asking:
            yield from _asking(blueprint, asking)
        case Threads() as threads:
            fewest = {tier: days(count, "contact") for tier, count in threads.fewest.items() if count}
            few = by_tier(fewest, blueprint.tier_ids)
            yield f"Fewer than {few} were in touch within {days(threads.within, 'day')}."
        case Left():
            yield "A contact of ours at the customer has left, as somebody noted with a touch."
        case Together() as together:
            signals = listed(f"“{blueprint.watches[id].called}”" for id in together.of)
            yield f"At least {together.at_least} of these at one time: {signals}."
        case Pulse() as pulse:
            tiers = listed(sorted(pulse.tiers))
            yield f"How the account stands, told in its channel every {WEEK[pulse.weekday]}, for {tiers}."


def _clock(blueprint: Blueprint, clock: Clock) -> str:
    tiers = blueprint.tier_ids
    amber = {tier: days(limits.amber, "day") for tier, limits in clock.limits.items()}
    red = {tier: days(limits.red, "day") for tier, limits in clock.limits.items() if limits.red is not None}
    what = "live talk" if clock.runs_from == LIVE else "touch"
    named = asked_in(blueprint.known_of_accounts.values(), clock.contact) if clock.contact else ""
    with_whom = f" with whoever is named under {named}" if named else ""
    later = f", red after {by_tier(red, tiers)}" if red else ""
    grace = f"; not in the first {days(clock.grace, 'day')} of an account" if clock.grace else ""
    return f"The last {what}{with_whom} is amber after {by_tier(amber, tiers)}{later}{grace}."


def _counted_from(blueprint: Blueprint, ladder: Ladder) -> str:
    if ladder.habit is None:
        return (
            f"Counted from {asked_in(blueprint.known_of_accounts.values(), ladder.day)}, as it is known of the account:"
        )
    habit = blueprint.habits[ladder.habit]
    states = listed(map(spaced, sorted(ladder.states)), "or")
    return f"Counted from {asked_in(habit.kept, ladder.day)} of each {habit.name} that is {states}:"


def _rung(blueprint: Blueprint, ladder: Ladder, rung: Rung) -> str:
    said = [_roles(blueprint, rung.who, ladder.habit)]
    if rung.tiers != blueprint.tier_ids:
        said.append(f"for {listed(sorted(rung.tiers))}")
    if rung.only and ladder.habit:
        asked = blueprint.habits[ladder.habit].kept
        said += [f"where {asked_in(asked, id)} is {spaced(value)}" for id, value in rung.only.items()]
    if rung.states:
        said.append(f"while it is {listed(map(spaced, sorted(rung.states)), 'or')}")
    return f"{first_up(_offset(rung.at))}: {filled(rung.do)} ({', '.join(said)})."


def _asking(blueprint: Blueprint, asking: Asking) -> Iterator[str]:
    habit = blueprint.habits[asking.habit]
    states = listed(map(spaced, sorted(asking.states)), "or")
    day = asked_in(habit.kept, asking.day) if asking.day else "that"
    questions = listed(f"“{question.ask}”" for question in asking.questions)
    of_people = next((q for q in habit.kept if q.id == asking.of and q.kind == "people"), None)
    whom = f"each of those under “{of_people.ask}”" if of_people else role_of(habit, asking.of)
    yield f"While a {habit.name} is {states}, {_offset(asking.at)} {day}, {whom} is asked: {questions}"
    if asking.tells:
        yield f"The answer is told to {role_of(habit, asking.tells)}."


def _offset(offset: Offset) -> str:
    if not offset.span.count:
        return "on the day"
    return f"{span(offset.span)} {'before' if offset.before else 'after'}"


def _hearers(blueprint: Blueprint, watch: Watch) -> str:
    again = f"again after {span(watch.again)} where nothing was done; each day once it is red."
    match watch.rule:
        case Pulse():
            return f"In the working hours of {_roles(blueprint, watch.who)}."
        case Ladder():  # each rung has said whose it is
            return f"Told {again}"
        case Todo():
            first = ["whoever is to do it"]
        case Turns():
            first = ["whoever has the turn"]
        case Asking():
            first = ["whoever is asked"]
        case _:
            first = []
    return f"Told to {', else '.join([*first, _roles(blueprint, watch.who)])}, and {again}"


def _escalation(blueprint: Blueprint, escalates: Escalation) -> str:
    to = _roles(blueprint, [escalates.to])
    always = {tier: days(count, "day") for tier, count in escalates.always.items()}
    anyway = f", in any case after {by_tier(always, blueprint.tier_ids)}" if always else ""
    told = f"Red in {days(escalates.after, 'digest')} with nothing done, it is told to {to} in the first of a week"
    return f"{told}{anyway}; who has it is told so before."


def _roles(blueprint: Blueprint, roles: Iterable[str], habit: str | None = None) -> str:
    """The first of them who can act, by the words of the forms that fill these roles; the ladder's own habit first."""
    own = [blueprint.habits[habit]] if habit else []
    habits = [*own, *blueprint.habits.values()]
    homes = [(role, next((one for one in habits if role in one.roles), habits[0])) for role in roles]
    return ", else ".join(role_of(home, role) for role, home in homes)
