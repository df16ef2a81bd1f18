"""What is wrong with a piece of Block Kit, and where."""

from dataclasses import dataclass
from typing import Literal

Code = Literal["missing_field", "invalid_type", "failed_constraint"]


@dataclass(frozen=True)
class Problem:
    """One refusal, as `blocks.validate` words it (docs.slack.dev/reference/methods/blocks.validate).

    `pointer` is a JSON pointer from the root of what was judged ("/0/text/text", "" for the root itself), `code` one of
    the three codes of the schema checker Slack published (github.com/slackhq/hack-json-schema, src/Exceptions.php), and
    `message` what Slack itself was seen to say wherever a report of it was found.
    """

    pointer: str
    code: Code
    message: str

    def under(self, key: str | int) -> "Problem":
        """The same problem, seen from the object or array that holds it at `key`."""
        return Problem(f"/{key}{self.pointer}", self.code, self.message)


def missing(field: str) -> Problem:
    return Problem("", "missing_field", f"missing required field: {field}")


def mistyped(message: str) -> Problem:
    return Problem("", "invalid_type", message)


def failed(message: str, pointer: str = "") -> Problem:
    return Problem(pointer, "failed_constraint", message)
