"""The sentences of phrases.yml, filled with facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.blueprint import Blueprint
from bot.rules.facts import Person
from bot.words import templates
from bot.words.checking import Templates, try_all
from bot.words.phrases import PHRASES
from bot.words.templates import facts_for, one_line


class Sentences:
    """What stands in no message of a habit and in no watch."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint
        self._compiled = Templates()

    def try_all(self) -> None:
        """Fill everything once, of whatever kind, with samples of its facts: what passes never fails when it is needed.

        Raises BlueprintErrors with every mistake. It takes longer than reading the blueprint.
        """
        try_all(self._blueprint, self._compiled)

    def phrase(self, key: str, *, sent_on: date | None = None, **facts: Any) -> str:
        """A sentence in Slack's markup. Days show their year unless it is that of `sent_on`.

        Raises KeyError for a key that is no phrase, or when a fact that `PHRASES` promises for it is not given.
        """
        return self._phrase(key, facts, sent_on, plain=False).strip()

    def plain(self, key: str, *, sent_on: date | None = None, **facts: Any) -> str:
        """The same as plain text on one line, for titles, buttons and field errors."""
        return one_line(self._phrase(key, facts, sent_on, plain=True))

    def as_plain(self, sentence: str) -> str:
        """A phrase already made for markup, as plain text."""
        return templates.as_plain(sentence)

    def person(self, id: str, person: Person | None) -> str:
        """How somebody is called in a phrase: by name, or by a reference when all we have is an id."""
        return person.name if person else templates.mention(id)

    def channel(self, id: str) -> str:
        """How a channel is called in a phrase."""
        return templates.channel(id)

    def _phrase(self, key: str, facts: dict[str, Any], sent_on: date | None, plain: bool) -> str:
        missing = [name for name in PHRASES[key].split() if name not in facts]
        if missing:
            raise KeyError(f'the phrase "{key}" needs {", ".join(missing)}')
        template = self._compiled[self._blueprint.phrases[key]]
        if template.is_text:
            return template.source
        ready = facts_for({name: facts[name] for name in PHRASES[key].split()} | {"sent_on": sent_on}, plain)
        return template.fill(ready, plain)
