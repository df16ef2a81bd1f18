"""What is put together for a meeting from all that is on record, as frozen values: the meaning of a habit's `pack`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PackPart:
    """What stands under one heading, `called`: the record's own `answer` to a question; what the customer was promised
    (`promises`); what is `known` of the account; what people were `asked` about the record, by the watch that asks; or
    what the records of `habit` in one of `states` say.

    Of those it is each line under the question `each`, or each record as the template `reads` has it. `value` is the
    question there whose answer is a number that grows old; one in the wordings of `unknown` is none.
    """

    called: str
    answer: str | None = None
    promises: bool = False
    known: tuple[str, ...] = ()
    habit: str | None = None
    states: frozenset[str] = frozenset()
    each: str | None = None
    reads: str | None = None
    value: str | None = None
    unknown: tuple[str, ...] = ()
    asked: str | None = None


@dataclass(frozen=True)
class Pack:
    """What is put together for the meeting that a record is about, which is on the answer `day`.

    The parts in `customer` are made of shareable answers alone; those in `ours` nobody else reads. A number older than
    `old_after` days is looked up again.
    """

    day: str
    old_after: int
    customer: tuple[PackPart, ...]
    ours: tuple[PackPart, ...]
