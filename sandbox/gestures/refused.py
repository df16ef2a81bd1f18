"""How a gesture is refused that no hand could make."""

from __future__ import annotations


class Impossible(Exception):
    """A person cannot do this: the sentence says what was asked and what there is instead.

    `status` is 404 for what the person cannot see and 400 for what cannot be done with it.
    """

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def unseen(sentence: str) -> Impossible:
    """The person cannot see what they reach for."""
    return Impossible(sentence, 404)
