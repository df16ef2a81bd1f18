"""A year lived by the real bot against the sandbox: the same events, done as people do them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from bot import deeds
from bot.deeds import Gesture
from bot.deeds.resting import keep_hours, take_back_leave
from bot.jobs.round import go_round
from bot.rules.facts import LINE_ID, TOLD_THEM, Deed, Draft, Leave, Nudge, Record, Saying, Task, Touch
from bot.rules.hours import Wanted
from bot.store import accounts, records, tasks, touches
from bot.store.engine import reading, writing
from tests.support.at_work import Bot
from tests.year.company import (
    WORKERS,
    Agreed,
    Assigned,
    Event,
    Finished,
    Founded,
    Given,
    Learned,
    Leaves,
    Marked,
    Paused,
    Planned,
    Quits,
    Ranked,
    Restarts,
    Reviewed,
    Script,
    Touched,
    Travels,
    Vacation,
)
from tests.year.days import QUIET_FROM, Days

A_MOMENT = timedelta(seconds=1)
VACATION = {"status_emoji": ":palm_tree:", "status_text": "Vacationing"}
AT_WORK = {"status_emoji": "", "status_text": "", "status_expiration": 0}


@dataclass
class Life:
    """The bot in the company of those twelve. `ids` are its own numbers of the tasks and records that the script names;
    `news` what the records tell of which somebody hears at once; `channels` those of the accounts that have one.
    `refused` is what people could not say of what they were told."""

    bot: Bot
    ids: dict[str, int] = field(default_factory=dict)
    news: dict[int, str] = field(default_factory=dict)
    channels: dict[int, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    rounds: int = 0
    _gone: set[str] = field(default_factory=set)
    _days: Days = field(init=False)

    def __post_init__(self) -> None:
        self._days = Days(self.bot.office.blueprint.calendar.holidays)

    def lives(self, script: Script, events: Sequence[Event]) -> None:
        """From the first moment of the script to its last: whatever happens, and a round whenever something is due."""
        coming = [*reversed(events)]
        self._gathers(script, coming)
        down = [(event.since, event.at) for event in coming if isinstance(event, Restarts)]
        moment = due_at = script.begins
        while moment < script.ends:
            self.bot.box.clock.set(moment.timestamp())
            while coming and coming[-1].at <= moment:
                self._does(coming.pop())
            if not any(since <= moment < until for since, until in down):
                self.rounds += 1
                due_at = go_round(self.bot.office, self.bot.mouth) or script.ends
            due_at = max(due_at, *(until for since, until in down if since <= due_at < until), moment + A_MOMENT)
            moment = min(due_at, coming[-1].at) if coming else due_at

    def _gathers(self, script: Script, events: Iterable[Event]) -> None:
        """Everybody is in the workspace, and has said how their days go; the accounts' channels are there."""
        box, office = self.bot.box, self.bot.office
        there = {member["id"] for member in office.slack.pages("users.list", "members", limit=200)}
        for worker in WORKERS.values():
            if worker.id not in there:
                box.welcome(worker.id, worker.id.lower(), worker.name, tz=worker.zone)
        self.bot.calls_the_roll()
        for worker in WORKERS.values():
            box.change(worker.id, dnd={"start": f"{QUIET_FROM:%H:%M}", "end": f"{worker.quiet_until:%H:%M}"})
            if worker.chosen:
                wanted = Wanted(worker.digest_at, worker.opens, worker.closes, worker.days, worker.region or "")
                kept = keep_hours(office, wanted, self._gesture(worker.id, script.begins))
                assert not isinstance(kept, tuple), kept
        for event in events:
            if isinstance(event, Founded) and event.has_channel:
                made = office.slack.call("conversations.create", name=f"account-{event.account:03}", is_private=True)
                self.channels[event.account] = made["channel"]["id"]
                box.clock.advance(3)  # Slack makes twenty a minute
        box.clock.set(script.begins.timestamp())

    # what people do

    def _does(self, event: Event) -> None:
        match event:
            case Touched() if event.promises or event.left:
                self._logs(event)
            case Finished():
                done = deeds.finish(self.bot.office, self.ids[event.task], self._gesture(event.by, event.at))
                assert isinstance(done, Task), done
            case Planned():
                answers = {"kind": event.kind, "on": str(event.on), "our_people": [event.by]}
                self.ids[event.review] = self._sends("review", event, answers, self.ids.get(event.review))
            case Reviewed():
                self._reviews(event)
            case Agreed():
                named = f"cadence {event.account}"
                lines = [_line(*line, event.by) for line in event.lines]
                self.ids[named] = self._sends("cadence", event, {"lines": lines}, self.ids.get(named))
            case Paused(until=None):
                self._moves(self.ids[f"pause {event.account}"], "go_on", {}, event)
            case Paused():
                answers = {"pause_why": "Their summer shutdown", "paused_until": str(event.until)}
                self.ids[f"pause {event.account}"] = self._sends("pause", event, answers)
            case Marked():
                deed, gesture = Deed(event.deed), self._gesture(event.by, event.at)
                marked = deeds.mark(
                    self.bot.office,
                    self.ours(event.nudge),
                    deed,
                    gesture,
                    until=event.until,
                    to=event.to,
                    reason=TOLD_THEM if deed is Deed.SLIPPED else None,
                )
                if not isinstance(marked, Nudge):
                    self.refused.append(
                        f"{event.at:%d %b %H:%M} {event.by} could not say of {event.nudge} that: {marked}"
                    )
            case Leaves() | Vacation() | Travels() | Quits():
                self._is_elsewhere(event)
            case Restarts():
                self.bot.restarts()
            case _:
                with writing(self.bot.office.memory) as connection:
                    self._writes(connection, event)
                    accounts.look_again(connection, self.bot.office.workspace, [event.account], event.at)

    def _is_elsewhere(self, event: Event) -> None:
        """What somebody says of their days, or Slack."""
        match event:
            case Leaves(back=True):
                leave = Leave(event.person, event.first, event.last)
                take_back_leave(self.bot.office, leave, self._gesture(event.person, event.at))
            case Leaves():
                self._leaves(event)
            case Vacation(last=None):
                self._changes(event.person, **AT_WORK)
            case Vacation(ends=datetime() as ends):
                self._changes(event.person, **VACATION, status_expiration=int(ends.timestamp()))
            case Travels():
                self._changes(event.person, tz=event.zone)
                self._days.move(event.person, event.zone)
            case Quits():
                self._changes(event.person, deleted=True)
                self._gone.add(event.person)

    def _leaves(self, event: Leaves) -> None:
        worker = WORKERS[event.person]
        mine = (
            Wanted(worker.digest_at, worker.opens, worker.closes, worker.days, worker.region or "")
            if worker.chosen
            else Wanted()
        )
        kept = keep_hours(
            self.bot.office, replace(mine, first=event.first, last=event.last), self._gesture(event.person, event.at)
        )
        assert not isinstance(kept, tuple), kept

    def _changes(self, person: str, **changes: Any) -> None:
        self.bot.box.change(person, **changes)
        self.bot.calls_the_roll()

    def _writes(self, connection: Connection, event: Event) -> None:
        """What comes without a form of ours that would be worth its time here."""
        workspace = self.bot.office.workspace
        match event:
            case Founded():
                account = accounts.create(connection, workspace, event.name, event.at, event.tier)
                assert account.id == event.account
                accounts.take_roles(connection, workspace, account.id, event.roles, event.at)
                accounts.keep_facts(connection, workspace, account.id, event.facts, event.at)
                if event.has_channel:
                    accounts.bind_channel(connection, workspace, account.id, self.channels[account.id], event.at)
            case Touched():
                touches.add(connection, workspace, _touch(event), event.at)
            case Assigned():
                record = records.open_record(connection, workspace, "touch", event.account, event.owner, event.at)
                task = Task(0, event.account, record.id, event.task, "Do it", event.owner, event.due_on)
                self.ids[event.task] = tasks.add(connection, workspace, [task], event.at)[0].id
            case Given():
                accounts.take_role(connection, workspace, event.account, event.role, event.person, event.at)
            case Learned():
                accounts.keep_facts(connection, workspace, event.account, {event.fact: event.value}, event.at)
            case Ranked():
                accounts.set_tier(connection, workspace, event.account, event.tier, event.at)

    def _logs(self, event: Touched) -> None:
        """A touch as the form would have sent it."""
        promises = [
            {LINE_ID: name, "what": "Something", "due_on": str(due), "keeper": who} for name, due, who in event.promises
        ]
        answers = {
            "with_whom": list(event.with_whom),
            "kind": event.kind,
            "on": str(event.on),
            "ball": event.ball,
            "next_on": event.next_on and str(event.next_on),
            "next_how": event.next_how,
            "promises": promises,
            "left": list(event.left),
        }
        record = self._sends("touch", event, answers)
        self.news[record] = f"{event.account}/{event.at.isoformat()}"
        with reading(self.bot.office.memory) as connection:
            for task in tasks.of_record(connection, self.bot.office.workspace, record):
                self.ids[task.key.removeprefix("promise/")] = task.id

    def _reviews(self, event: Reviewed) -> None:
        today = self._gesture(event.by, event.at).today
        answers: Mapping[str, Any] = {
            "hold": {
                "held_on": str(today),
                "notes": "They close in time",
                "next_on": event.next_on and str(event.next_on),
                "next_how": "call",
            },
            "call_off": {"called_off_because": "They have no time"},
            "follow_up": {},
        }[event.move]
        self._moves(self.ids[event.review], event.move, answers, event)

    def _sends(self, habit: str, event: Any, answers: Mapping[str, Any], again: int | None = None) -> int:
        """A form, filled in and sent; the record's id."""
        office, gesture = self.bot.office, self._gesture(event.by, event.at)
        with writing(office.memory) as connection:
            before = records.get(connection, office.workspace, again) if again else None
            whole = {"account": {"id": event.account, "name": ""}, **answers}
            number = before.number if before else None
            draft = Draft(office.workspace, uuid4().hex, habit, event.by, 0, whole, again, event.at, number=number)
            record = deeds.submit(office, connection, draft, gesture)
        assert isinstance(record, Record), (event, record)
        return record.id

    def _moves(self, record: int, move: str, answers: Mapping[str, Any], event: Any) -> None:
        gesture = self._gesture(event.by, event.at)
        moved = deeds.move(self.bot.office, record, move, None, answers, gesture)
        assert isinstance(moved, Record), (event, moved)

    def _gesture(self, who: str, at: datetime) -> Gesture:
        return Gesture(who, at, "modal", self._days.workers[who].zone)

    def could_not_tell(self) -> bool:
        """Whether somebody was to be told something who had just left; nobody else may have gone without."""
        failed = self.bot.messages(Saying.FAILED)
        assert {row.message.to for row in failed} <= self._gone, [(row.message.key, row.why) for row in failed]
        assert not self.bot.messages(Saying.UNSURE)
        return bool(failed)

    # names

    def ours(self, key: str) -> str:
        """A key as the bot has it, where tasks and records have numbers."""
        return "/".join(str(self.ids.get(part, part)) for part in key.split("/"))

    def theirs(self, key: str) -> str:
        """A key as the script has it, where they have names."""
        names = {number: name for name, number in self.ids.items() if name.startswith(("promise", "task"))}
        reviews = {number: name for name, number in self.ids.items() if name.startswith("review")}
        watch, name, *parts = key.split("/")
        of = {"todo": names, "review": reviews}.get(watch, {})
        return "/".join([watch, name, of.get(int(parts[0]), parts[0]) if of else parts[0], *parts[1:]])


def _touch(event: Touched) -> Touch:
    """What the touch log makes of it."""
    live, one_way = event.kind == "video", event.kind == "one_way"
    return Touch(
        account=event.account,
        key=f"touch/{event.at.isoformat()}/{event.account}",
        on=event.on,
        by=event.by,
        kind=event.kind,
        two_way=live or event.kind == "mail",
        live=live,
        ball="them" if one_way and event.ball != "us" else event.ball,
        next_on=event.next_on,
        next_how=event.next_how,
        with_whom=event.with_whom,
    )


def _line(name: str, venue: str, every: int, first: Any, by: str) -> dict[str, Any]:
    of_us = {"our_people": [by], "their_people": ["champion"]}
    return {LINE_ID: name, "purpose": "working", "venue": venue, "every_days": every, "first_on": str(first), **of_us}
