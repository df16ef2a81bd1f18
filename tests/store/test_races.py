"""What two transactions do to the same rows at the same moment, on a database that lets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Engine, text

from bot import portfolio
from bot.blueprint import Blueprint
from bot.portfolio import Deed as Taking
from bot.portfolio import Kept, MovedOn, Undone
from bot.rules.facts import Account, Contacted, Record, Saying
from bot.store import accounts, mornings, nudges, people, records, said, tasks, touches
from bot.store.engine import reading, writing_beside
from tests.store.world import NORTH, NOW, days, entry, message, minutes, nudge, person, task, touch
from tests.support.postgres import on_postgresql

pytestmark = on_postgresql
T = TypeVar("T")
Race = Callable[[Callable[[Connection], object], Callable[[Connection], T]], Future[T]]


@pytest.fixture
def second(engine: Engine) -> Iterator[Race[Any]]:
    """Do one thing in a transaction, begin another in a second one, which must wait for the first, and then keep that.

    The outcome of the second is what is returned.
    """
    with ThreadPoolExecutor(1) as hands, ExitStack() as ending:

        def race(first: Callable[[Connection], object], then: Callable[[Connection], T]) -> Future[T]:
            def do() -> T:
                with writing_beside(engine) as connection:
                    return then(connection)

            with writing_beside(engine) as connection:
                first(connection)
                outcome = hands.submit(do)
                ending.callback(outcome.exception)
                until_one_waits(connection, outcome)
            return outcome

        yield race


def until_one_waits(connection: Connection, outcome: Future[Any]) -> None:
    """The database says that another transaction waits for a lock."""
    forget = text("SELECT pg_stat_clear_snapshot()")
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while connection.execute(forget) and not connection.scalar(waiting):
        assert not outcome.done(), f"it did not wait: {outcome}"


@contextmanager
def given_up(engine: Engine) -> Iterator[Connection]:
    """A transaction of which nothing is kept."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def append(connection: Connection, record: Record, key: str = "view-1") -> Record:
    return records.append(connection, NORTH, entry(record, key), state="submitted", answers={}, after=0)


def test_of_two_entries_of_one_occasion_on_two_records_one_is_remembered(
    engine: Engine, handoff: Record, second: Race[Any]
) -> None:
    with writing_beside(engine) as connection:
        twin = records.open_record(connection, NORTH, "handoff", handoff.account, "UBEN", NOW)

    def too_late(connection: Connection) -> Record | None:
        with pytest.raises(records.AlreadyRecorded):
            append(connection, twin)
        return records.get(connection, NORTH, twin.id)

    outcome = second(lambda c: append(c, handoff), too_late)
    assert outcome.result() == twin


def test_where_the_first_is_taken_back_the_second_is_remembered(engine: Engine, handoff: Record) -> None:
    with ThreadPoolExecutor(1) as hands:

        def do() -> Record:
            with writing_beside(engine) as connection:
                return append(connection, handoff)

        with given_up(engine) as connection:
            append(connection, handoff)
            outcome = hands.submit(do)
            until_one_waits(connection, outcome)
        assert outcome.result().number == 1


def test_of_two_moves_on_one_record_the_second_is_told_that_it_moved_on(handoff: Record, second: Race[Any]) -> None:
    outcome = second(lambda c: append(c, handoff, "accept"), lambda c: append(c, handoff, "return"))
    moved = outcome.exception()
    assert isinstance(moved, records.MovedOn)
    assert moved.record.number == 1


def test_what_happens_outside_a_record_is_noted_once_too(acme: Account, second: Race[Any]) -> None:
    outside = entry(Record(NORTH, 0, "", acme.id, "", 0, {}, "", NOW, NOW))
    alone = type(outside)(**{**vars(outside), "record": None})
    outcome = second(lambda c: records.note(c, NORTH, alone), lambda c: records.note(c, NORTH, alone))
    assert isinstance(outcome.exception(), records.AlreadyRecorded)


def test_of_two_accounts_of_one_name_one_is_made(engine: Engine, second: Race[Any]) -> None:
    outcome = second(
        lambda c: accounts.create(c, NORTH, "Bread", NOW), lambda c: accounts.create(c, NORTH, " BREAD ", NOW)
    )
    assert isinstance(outcome.exception(), accounts.NameTaken)
    with reading(engine) as connection:
        assert len(accounts.all_names(connection, NORTH)) == 1


def test_what_two_come_to_know_of_an_account_is_known_of_it_both(
    engine: Engine, acme: Account, second: Race[Any]
) -> None:
    second(
        lambda c: accounts.keep_facts(c, NORTH, acme.id, {"arr": 5}, NOW),
        lambda c: accounts.keep_facts(c, NORTH, acme.id, {"renewal_on": "2026-09-01"}, NOW),
    ).result()
    with reading(engine) as connection:
        known = accounts.get(connection, NORTH, acme.id)
    assert known
    assert known.facts == {"arr": 5, "renewal_on": "2026-09-01"}


def test_two_touches_at_once_both_move_the_clocks(engine: Engine, acme: Account, second: Race[Any]) -> None:
    second(
        lambda c: touches.add(c, NORTH, touch(acme.id, "mail", with_whom=("champion",)), NOW),
        lambda c: touches.add(c, NORTH, touch(acme.id, "call", days(-1), live=True, with_whom=("end_user",)), NOW),
    ).result()
    with reading(engine) as connection:
        clocks = touches.clocks(connection, NORTH, [acme.id])[acme.id]
    assert clocks.account == Contacted(days(0), days(-1))
    assert clocks.contacts.keys() == {"champion", "end_user"}


def test_what_happens_to_an_account_while_it_is_looked_at_is_looked_at_again(
    engine: Engine, acme: Account, second: Race[Any]
) -> None:
    def look(connection: Connection) -> None:
        assert accounts.look_due(connection, NORTH, NOW, 9) == (acme.id,)
        accounts.looked(connection, NORTH, {acme.id: NOW + minutes(999)})

    second(look, lambda c: accounts.look_again(c, NORTH, [acme.id], NOW)).result()
    with reading(engine) as connection:
        assert accounts.look_at(connection, NORTH, acme.id) == NOW


def test_an_account_is_looked_at_by_one_and_another_does_not_wait_for_it(engine: Engine) -> None:
    with writing_beside(engine) as connection:
        ids = [accounts.create(connection, NORTH, f"Account {n}", NOW).id for n in range(10)]
    with writing_beside(engine) as first, writing_beside(engine) as second:
        mine = accounts.look_due(first, NORTH, NOW, 6)
        theirs = accounts.look_due(second, NORTH, NOW, 6)
    assert (len(mine), len(theirs)) == (6, 4)
    assert sorted(mine + theirs) == ids


def test_a_record_may_be_opened_on_an_account_that_is_looked_at(engine: Engine, acme: Account) -> None:
    with writing_beside(engine) as looking, writing_beside(engine) as other:
        assert accounts.look_due(looking, NORTH, NOW, 9) == (acme.id,)
        assert records.open_record(other, NORTH, "review", acme.id, "UANN", NOW)


def all_at_once(engine: Engine, workers: int, do: Callable[[Connection, int], T]) -> list[T]:
    """What each of the workers comes to, in a transaction of its own, all beginning together."""
    start = Barrier(workers)

    def work(number: int) -> T:
        with writing_beside(engine) as connection:
            connection.exec_driver_sql("SELECT 1")
            start.wait()
            return do(connection, number)

    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(work, range(workers)))


def test_four_workers_who_claim_the_same_rows_claim_each_once(engine: Engine, handoff: Record) -> None:
    with writing_beside(engine) as connection:
        for number in range(40):
            said.put(connection, NORTH, message(handoff, f"occasion/{number}"), NOW, NOW)
        ids = [row.id for row in said.due(connection, NORTH, NOW, 99)]

    def claim_all(connection: Connection, worker: int) -> list[int]:
        lease = NOW + minutes(1)
        return [id for id in ids if said.claim(connection, NORTH, id, f"w{worker}", lease, NOW)]

    claimed = all_at_once(engine, 4, claim_all)
    assert sorted(id for ids in claimed for id in ids) == ids
    with reading(engine) as connection:
        assert {row.attempts for row in said.in_state(connection, NORTH, Saying.SENDING, 99)} == {1}


def test_four_who_put_the_same_messages_put_each_once(engine: Engine, handoff: Record) -> None:
    def put_all(connection: Connection, _: int) -> int:
        return sum(said.put(connection, NORTH, message(handoff, f"occasion/{n}"), NOW, NOW) for n in range(20))

    assert sum(all_at_once(engine, 4, put_all)) == 20


def test_four_who_finish_one_task_finish_it_once(engine: Engine, handoff: Record) -> None:
    with writing_beside(engine) as connection:
        [one] = tasks.add(connection, NORTH, [task(handoff, "introduce")], NOW)
    finished = all_at_once(engine, 4, lambda c, worker: tasks.finish(c, NORTH, one.id, f"U{worker}", NOW))
    assert sum(finished) == 1


EVERYBODY = [f"U{n}" for n in range(300)]


def wake(connection: Connection, order: list[str], worker: int) -> None:
    mornings.begin(connection, NORTH, dict.fromkeys(order, NOW))
    mornings.wake(connection, NORTH, order, NOW - minutes(worker))


def remember(connection: Connection, order: list[str], worker: int) -> None:
    people.remember_many(connection, [person(id, seen_at=NOW + minutes(worker)) for id in order])


@pytest.mark.parametrize("write", [wake, remember])
def test_four_who_write_the_same_rows_in_any_order_do_not_stop_one_another(
    engine: Engine, write: Callable[[Connection, list[str], int], None]
) -> None:
    all_at_once(engine, 4, lambda c, worker: write(c, EVERYBODY[::-1] if worker % 2 else EVERYBODY, worker))
    with reading(engine) as connection:
        woken = {next_at for _, next_at in mornings.due(connection, NORTH, NOW, 999)}
        seen = {person.seen_at for person in people.everybody(connection, NORTH).values()}
    assert (woken, seen) == (({NOW - minutes(3)}, set()) if write is wake else (set(), {NOW + minutes(3)}))


def test_four_who_settle_accounts_of_their_own_do_not_stop_one_another(engine: Engine) -> None:
    with writing_beside(engine) as connection:
        ids = [accounts.create(connection, NORTH, f"Account {n}", NOW).id for n in range(40)]

    def look(connection: Connection, _: int) -> int:
        due = accounts.look_due(connection, NORTH, NOW, 10)
        nudges.settle(connection, NORTH, due, [nudge(id, f"quiet/{id}") for id in due], NOW)
        return accounts.looked(connection, NORTH, dict.fromkeys(due))

    assert all_at_once(engine, 4, look) == [10] * 4
    with reading(engine) as connection:
        assert sum(map(len, nudges.open_of(connection, NORTH, ids).values())) == 40


@pytest.fixture
def taken(engine: Engine, workshop: Any) -> Account:
    """An account that an import has made, and nothing else refers to."""
    blueprint: Blueprint = workshop.blueprint
    with writing_beside(engine) as connection:
        people.remember_many(connection, [person("UANN"), person("UBEN"), person("UDEV")])
        known = portfolio.remembered(connection, NORTH, NOW)
        table = portfolio.read(b"account,tier,owner,deputy,ae\nGlobex,T1,UANN,UDEV,UBEN\n", "accounts.csv")
        plan = portfolio.plan(connection, NORTH, blueprint, table, known, portfolio.Wishes())
        portfolio.take(connection, plan, DEED)
        globex = accounts.named(connection, NORTH, "Globex")
    assert globex
    return globex


DEED = Taking("UMEG", "message", NOW, "b1ue")


def undo(connection: Connection) -> Undone:
    return portfolio.undo(connection, NORTH, None, DEED)


def test_an_account_on_which_a_record_is_opened_as_its_import_is_undone_stays(
    engine: Engine, taken: Account, second: Race[Any]
) -> None:
    outcome = second(lambda c: records.open_record(c, NORTH, "review", taken.id, "UANN", NOW), undo)
    assert outcome.result().kept == (Kept("Globex", (), used=True),)
    with reading(engine) as connection:
        assert accounts.get(connection, NORTH, taken.id) == taken


def test_no_record_is_opened_on_an_account_that_is_withdrawn_at_that_moment(
    engine: Engine, taken: Account, second: Race[Any]
) -> None:
    outcome = second(undo, lambda c: records.open_record(c, NORTH, "review", taken.id, "UANN", NOW))
    with pytest.raises(LookupError, match="no account"):
        outcome.result()
    with reading(engine) as connection:
        assert records.of_account(connection, NORTH, taken.id) == ()


def test_what_changes_as_an_import_is_undone_stays_as_it_is_and_is_told(
    engine: Engine, taken: Account, second: Race[Any]
) -> None:
    outcome = second(lambda c: accounts.take_role(c, NORTH, taken.id, "owner", "UDEV", NOW), undo)
    assert outcome.result().kept == (Kept("Globex", ("roles.owner",)),)
    with reading(engine) as connection:
        assert accounts.roles_of(connection, NORTH, taken.id)["owner"] == "UDEV"


def test_a_table_is_not_taken_in_over_what_changes_at_that_moment(
    engine: Engine, taken: Account, workshop: Any, second: Race[Any]
) -> None:
    with reading(engine) as connection:
        known = portfolio.remembered(connection, NORTH, NOW)
        table = portfolio.read(b"account,tier\nGlobex,T2\n", "accounts.csv")
        plan = portfolio.plan(connection, NORTH, workshop.blueprint, table, known, portfolio.Wishes())
    outcome = second(
        lambda c: accounts.set_tier(c, NORTH, taken.id, "T3", NOW), lambda c: portfolio.take(c, plan, DEED)
    )
    assert isinstance(outcome.exception(), MovedOn)
