"""Where the checks write down what they find."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bot.blueprint.source import Mistake, Number, Text, did_you_mean

HERE = "here"

_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class Findings:
    """Mistakes in what was written, each at the line of the text that shows it."""

    mistakes: list[Mistake] = field(default_factory=list)

    def say(self, at: Text | Number, sentence: str) -> None:
        self.mistakes.append(Mistake(at.place, sentence))

    def known(self, word: Text, words: Collection[str], noun: str) -> bool:
        """Is the word one of these? `noun` is what it should be, with its article: "a state"."""
        if word in words:
            return True
        self.say(word, f'"{word}" is not {noun}; {did_you_mean(word, words)}')
        return False

    def here(self, key: str, word: Text) -> None:
        """Some keys have nothing to say but that they are there."""
        if word != HERE:
            self.say(word, f'"{key}" is always "{HERE}"; saw "{word}"')

    def ids(self, ids: Iterable[Text], noun: str) -> None:
        """Every id is written in snake_case and used once."""
        seen: set[str] = set()
        for id in ids:
            if not _ID.fullmatch(id):
                suggestion = re.sub(r"[^a-z0-9]+", "_", id.lower()).strip("_")
                self.say(id, f'"{id}" is not an id: small letters, digits and _ only, such as "{suggestion or "name"}"')
            if id in seen:
                self.say(id, f'there are two {noun}s with the id "{id}"')
            seen.add(id)

    def at_most(self, text: Text | None, limit: int, what: str, slack_page: str) -> None:
        """`slack_page` is where Slack gives the limit, below docs.slack.dev/reference."""
        if text is not None and len(text) > limit:
            page = f"docs.slack.dev/reference/{slack_page}"
            self.say(text, f"{what} has {len(text)} characters; Slack shows at most {limit} ({page})")

    def as_written(self, *texts: Text | None) -> None:
        """Texts that are shown as they stand: nothing is filled in."""
        for text in texts:
            if text is not None and ("{{" in text or "{%" in text):
                self.say(text, "this text is shown as it is written; {{ }} is not filled in here")

    def by_tier(self, per_tier: dict[Text, object], tiers: Collection[str], key: str) -> None:
        """A map by tier names every tier and no other."""
        for tier in per_tier:
            self.known(tier, tiers, "a tier")
        missing = [tier for tier in tiers if tier not in per_tier]
        if per_tier and missing:
            self.say(next(iter(per_tier)), f'"{key}" says nothing for {", ".join(missing)}')
