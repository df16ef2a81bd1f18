"""The whole bot in this process: real Bolt on a real socket, real SQLite, the sandbox's time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import deeds
from bot.deeds import Gesture
from bot.handlers.afterwards import Afterwards
from bot.handlers.app import build
from bot.jobs.roll import call_roll
from bot.jobs.round import go_round
from bot.office import Office
from bot.outbox import Mouth
from bot.rules.facts import Account, Draft, Entry, Person, Record, Saying, Standing, Task
from bot.store import accounts, drafts, people, records, said, tasks
from bot.store.engine import open_engine, reading, writing
from bot.store.said import Row
from sandbox.server import Sandbox
from tests.support.hand import Control, Hand, Json, View, eventually
from tests.support.sold import ANSWERS

T = TypeVar("T")

BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"


class Hands(ThreadPoolExecutor):
    """The threads for what follows an ack, which can be waited for."""

    def __init__(self) -> None:
        super().__init__(8)
        self._given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future = super().submit(fn, *args, **kwargs)
        self._given.append(future)
        return future

    def rest(self) -> None:
        """Return when nothing is left to do."""
        while self._given:
            wait([self._given.pop()])


@dataclass(repr=False)
class Bot:
    """The bot at work. `goes_round` is one tick of its clock; nothing is said before it.

    `in_trouble` is for tests that let something fail: they expect errors in the log.
    """

    office: Office
    box: Control
    line: SocketModeHandler
    in_trouble: bool = False
    mouth: Mouth = field(init=False)
    _hands: Hands = field(init=False)

    def __post_init__(self) -> None:
        self.mouth = Mouth(self.office, "test")
        self.starts()

    def starts(self) -> None:
        """Answer on the line that all tests share."""
        self._hands = Hands()
        self.line.app = build(self.office, Afterwards(self._hands))

    def stops(self) -> None:
        """Finish what follows the acks, and answer no more."""
        self._hands.shutdown(wait=True)
        self.office.memory.dispose()

    @property
    def database(self) -> str:
        """The URL of what it remembers."""
        return self.office.memory.url.render_as_string(hide_password=False)

    def restarts(self, database: str | None = None, **changes: Any) -> None:
        """Another process on the same database, or on that one, with another office: nothing is left but what was
        written down there."""
        url = database or self.database
        self.stops()
        self.office = replace(self.office, memory=open_engine(url), **changes)
        self.mouth = Mouth(self.office, "another")
        self.starts()

    def calls_the_roll(self) -> None:
        """Learn who is who, as at every start."""
        call_roll(self.office)

    def loses_its_mouth(self) -> None:
        """The worker that speaks is gone, without a word; another takes its place."""
        self.mouth = Mouth(self.office, f"{self.mouth.worker}'s heir")

    def goes_round(self, times: int = 3) -> datetime | None:
        """Tick, a second and a bit apart on the sandbox's clock: what one round leaves to the next is said, too."""
        next_at = None
        for _ in range(times):
            next_at = go_round(self.office, self.mouth)
            self.box.clock.advance(1.1)
        return next_at

    def rests(self) -> None:
        """What followed the acks so far is done; what is not to be seen now does not come any more."""
        self._hands.rest()

    def home_of(self, person: Hand) -> View:
        """Their Home tab as it is when they open it now."""
        drawn = len(self._homes_drawn(person))
        person.opens_home()
        eventually(
            lambda: True if len(self._homes_drawn(person)) > drawn else None,
            lambda: f"the Home of {person.id} should have been drawn",
        )
        view = person.home
        assert view is not None
        return view

    def _homes_drawn(self, person: Hand) -> list[Json]:
        return [seen for seen in self.box.traffic(name="views.publish") if seen["request"]["user_id"] == person.id]

    def hears_again(self, envelope: Mapping[str, Any]) -> None:
        """The same envelope once more, as after an ack that was lost on its way."""
        self.line.handle(self.line.client, SocketModeRequest.from_dict(dict(envelope)))  # type: ignore[arg-type]

    def hears_from(self, person: str, envelope: Json, *, value: str | None = None) -> None:
        """A button like the one in this envelope, pressed by somebody else who sees it too."""
        payload = envelope["payload"]
        pressed = [{**action, **({"value": value} if value else {})} for action in payload["actions"]]
        self.hears_again(
            {**envelope, "payload": {**payload, "user": {**payload["user"], "id": person}, "actions": pressed}}
        )

    @contextmanager
    def locked_out(self) -> Iterator[None]:
        """Somebody else writes in the database meanwhile."""
        other = open_engine(self.database)
        try:
            with writing(other):
                yield
        finally:
            other.dispose()

    # what it remembers

    def account(self, name: str = "Acme") -> Account:
        with reading(self.office.memory) as connection:
            account = accounts.named(connection, self.office.workspace, name)
        assert account is not None, f"there is no account {name}"
        return account

    def accounts(self) -> list[str]:
        with reading(self.office.memory) as connection:
            return [name for _, name, _ in accounts.all_names(connection, self.office.workspace)]

    def records(self, account: str = "Acme") -> list[Record]:
        with reading(self.office.memory) as connection:
            found = accounts.named(connection, self.office.workspace, account)
            return list(records.of_account(connection, self.office.workspace, found.id)) if found else []

    def record(self, account: str = "Acme") -> Record:
        """The one record of an account."""
        [record] = self.records(account)
        return record

    def entries(self, account: str = "Acme") -> list[Entry]:
        with reading(self.office.memory) as connection:
            return list(records.entries_about(connection, self.office.workspace, self.account(account).id))

    def happened(self, account: str = "Acme") -> list[str]:
        """What kinds of things happened to an account, in order."""
        return [entry.kind for entry in self.entries(account)]

    def roles(self, account: str = "Acme") -> dict[str, str]:
        with reading(self.office.memory) as connection:
            held = accounts.roles(connection, self.office.workspace, [self.account(account).id])
        return {role.role: role.person for role in held}

    def drafts(self, author: str) -> list[Draft]:
        with reading(self.office.memory) as connection:
            return list(drafts.of(connection, self.office.workspace, author))

    def tasks(self, account: str = "Acme") -> dict[str, Task]:
        """The tasks of the account's one record, by their keys."""
        with reading(self.office.memory) as connection:
            found = tasks.of_record(connection, self.office.workspace, self.record(account).id)
        return {task.key: task for task in found}

    def messages(self, state: Saying) -> list[Row]:
        """The outbox's rows in one state."""
        with reading(self.office.memory) as connection:
            return list(said.in_state(connection, self.office.workspace, state, limit=1000))

    def knows(self, person: str) -> Person | None:
        with reading(self.office.memory) as connection:
            return people.known(connection, self.office.workspace, [person]).get(person)

    def has_an_account(self, name: str, tier: str = "T2", **roles: str) -> Account:
        """An account from before, with its team."""
        with writing(self.office.memory) as connection:
            account = accounts.create(connection, self.office.workspace, name, self.office.clock(), tier)
            for role, person in ({"owner": "UDEV"} | roles).items():
                accounts.take_role(connection, self.office.workspace, account.id, role, person, self.office.clock())
        return account

    def is_handed(self, account: str = "Acme", by: str = "UBEN", **changes: Any) -> Record:
        """A handoff as the form would have sent it."""
        answers = {**ANSWERS, "account": {"new": account}, **changes}
        draft = Draft(self.office.workspace, uuid4().hex, "handoff", by, 2, answers, None, self.office.clock())
        with writing(self.office.memory) as connection:
            record = deeds.submit(self.office, connection, draft, Gesture(by, self.office.clock(), "modal"))
        assert isinstance(record, Record), record
        return record

    def is_accepted(self, record: Record) -> None:
        """Its owner's yes, as the button would have given it."""
        gesture = Gesture(record.answers["owner"], self.office.clock(), "button")
        moved = deeds.move(self.office, record.id, "accept", record.number, {}, gesture)
        assert isinstance(moved, Record), moved

    def hears_of(self, person: str, standing: Standing) -> None:
        """Wait until Slack's word of a person has arrived."""
        eventually(
            lambda: True if (known := self.knows(person)) and known.standing is standing else None,
            lambda: f"{person} should be known as {standing}, and is {self.knows(person)}",
        )


@contextmanager
def line_to(sandbox: Sandbox) -> Iterator[SocketModeHandler]:
    """A socket to whose handler a bot can hand its app."""
    nobody = App(client=WebClient(BOT_TOKEN, base_url=sandbox.api_url), signing_secret="")
    line = SocketModeHandler(nobody, APP_TOKEN, ping_interval=2)  # four such without a pong, on a busy machine, cut it
    line.connect()  # type: ignore[no-untyped-call]
    yield line
    line.close()  # type: ignore[no-untyped-call]


def meanwhile(act: Callable[[], T]) -> Future[T]:
    """Do something in a thread of its own; its `result` waits for it."""
    with_a_hand = ThreadPoolExecutor(1)
    future = with_a_hand.submit(act)
    with_a_hand.shutdown(wait=False)
    return future


def envelopes(box: Control, kind: str) -> list[Json]:
    """The envelopes of one type that the app was sent, oldest first."""
    return [seen["request"] for seen in box.traffic(name=kind) if seen["direction"] == "out"]


def acks_of(box: Control, envelope: Json) -> list[Json]:
    """What was said with the acks of an envelope that came again, for which Slack does not wait any more."""
    acks = [seen["request"] for seen in box.traffic(name="ack")]
    return [ack.get("payload") or {} for ack in acks if ack["envelope_id"] == envelope["envelope_id"]]
