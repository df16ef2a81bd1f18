"""What ARCHITECTURE.md promises of the code and no tool of ours checks elsewhere.

Who may import whom is checked by import-linter (`make contracts`), style and naive datetimes by ruff (`make lint`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.blueprint.written import Written

ROOT = Path(__file__).parents[1]
PROGRAMS = ("bot", "sandbox")
THE_TIME = {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
THE_ENVIRONMENT = {"os.environ", "os.getenv"}


def modules(program: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of a program by its path, parsed."""
    for path in sorted((ROOT / program).rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def uses(program: str, names: set[str]) -> set[str]:
    """The modules that reach for one of these, in full (`time.time`) or imported by name (`from time import time`)."""
    found = set()
    for path, tree in modules(program):
        for node in ast.walk(tree):
            attribute = isinstance(node, ast.Attribute) and ast.unparse(node).endswith(tuple(names))
            imported = isinstance(node, ast.ImportFrom) and any(f"{node.module}.{a.name}" in names for a in node.names)
            if attribute or imported:
                found.add(path)
    return found


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_clock_is_read_in_one_module(program: str) -> None:
    assert uses(program, THE_TIME) == {f"{program}/clock.py"}


def test_the_bots_environment_is_read_in_one_module() -> None:
    assert uses("bot", THE_ENVIRONMENT) == {"bot/settings.py"}
    assert uses("sandbox", THE_ENVIRONMENT) == set()


def test_everything_is_caught_at_the_two_doors_and_nowhere_else() -> None:
    """A gesture must be answered and a tick must go on, whatever failed; anywhere else a failure is not hidden."""
    broad = [
        f"{path}: {function.name}"
        for path, tree in modules("bot")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    ]
    assert broad == ["bot/handlers/door.py: _attempt", "bot/jobs/door.py: guard"]


def test_every_part_of_the_bot_states_its_law() -> None:
    laws = {path: ast.get_docstring(tree) or "" for path, tree in modules("bot") if path.count("/") == 2}
    packages = {path: law for path, law in laws.items() if path.endswith("__init__.py")}
    assert "bot/rules/__init__.py" in packages
    assert [path for path, law in packages.items() if "Law: " not in law] == []


@pytest.mark.parametrize("program", [*PROGRAMS, "tools", "benchmarks"])
def test_every_module_says_in_one_sentence_what_it_is(program: str) -> None:
    said = {path: ast.get_docstring(tree) or "" for path, tree in modules(program)}
    assert [path for path, sentence in said.items() if not sentence.partition("\n")[0].endswith(".")] == []


def test_nothing_but_the_judgement_knows_a_habit() -> None:
    """A habit is a folder: of the bot's modules only rules may speak of one, for what data cannot say.

    A word of the vocabulary may be a habit's name, too; where the vocabulary is read and told back, it is that word.
    """
    habits = {path.parent.name for path in (ROOT / "blueprints").glob("*/habit.yml")}
    assert len(habits) > 1
    words = {name for model in Written.__subclasses__() for name in model.model_fields}
    knowing = {
        (path, habit)
        for path, tree in modules("bot")
        for habit in habits & {*texts_in(tree), *imports_in(tree)}
        if not (habit in words and path.startswith(("bot/blueprint/", "bot/telling/")))
    }
    assert {(path, habit) for path, habit in knowing if not path.startswith("bot/rules/")} == set()


def texts_in(tree: ast.Module) -> Iterator[str]:
    """Every part of every id in a module's texts: "needs" and "move:needs:judge", but no sentence that has the word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not re.search(r"\s", node.value):
            yield from re.split(r"[:/.]", node.value)


def imports_in(tree: ast.Module) -> Iterator[str]:
    """The last part of everything a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name.rpartition(".")[2] for alias in node.names)
