"""make's first step, in a copy of the tree: what it makes, and what it says where it cannot."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes.conftest import ROOT

TRY_AGAIN = "check the network (behind a proxy, set HTTPS_PROXY) and run the same command again.\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What of the project this step needs; the lock asks for nothing, so that it is quick."""
    (tmp_path / "tools").mkdir()
    for name in ("tools/prepare.py", "Makefile"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.fixture(scope="module")
def prepare() -> dict[str, Any]:
    """The program's own functions."""
    return runpy.run_path(str(ROOT / "tools" / "prepare.py"))


def run(tree: Path, *lock: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(tree / "tools" / "prepare.py"), *lock]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=100, check=False
    )


def test_it_makes_the_environment_once_and_mends_one_that_is_half_made(tree: Path) -> None:
    python = tree / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/nowhere/python")
    made = run(tree, "run")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("Setting up .venv with the locked packages")
    assert subprocess.run([python, "-c", "import pip"], check=False).returncode == 0
    again = run(tree, "run")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    (tree / "requirements.lock").write_text("hearth-of-nobody==1 --hash=sha256:" + "0" * 64)
    failed = run(tree, "run", PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert failed.returncode == 1
    assert "No matching distribution found for hearth-of-nobody==1\n" in failed.stderr
    assert failed.stderr.endswith(TRY_AGAIN)
    assert run(tree, "run", PIP_NO_INDEX="1").returncode == 1  # it is not taken for done


def test_a_python_without_ensurepip_is_told_what_to_install(tree: Path) -> None:
    (tree / "ensurepip.py").write_text("raise ImportError('Debian keeps it in a package of its own')")
    refused = run(tree, "run", PYTHONPATH=str(tree))
    assert refused.returncode == 1
    assert "cannot make virtual environments: its module ensurepip is missing.\n" in refused.stderr
    assert f"apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv." in refused.stderr


def test_a_folder_that_cannot_be_made_is_told(tree: Path) -> None:
    (tree / ".venv").write_text("in the way")
    refused = run(tree, "run")
    assert refused.returncode == 1
    assert refused.stderr.endswith(".venv could not be made, for the reason above. May this folder be written to?\n")


def test_an_old_python_is_told_which_one_to_name(prepare: dict[str, Any], tmp_path: Path) -> None:
    assert prepare["too_old"]((3, 9, 6), [], "make demo") == (
        f"Hearth needs Python 3.11 or newer; {sys.executable} is 3.9.6.\n"
        "Install a newer one and name it, for example: make demo PYTHON=python3.12"
    )
    for name in ("python3.10", "python3.11", "python3.13"):
        (tmp_path / name).touch(mode=0o755)
    newer = prepare["newer_ones"](f"/nowhere:{tmp_path}")
    assert newer == ["python3.13", "python3.11"]
    told = prepare["too_old"]((2, 7, 18), newer, "make test")
    assert told.endswith("There is a newer one here. Name it: make test PYTHON=python3.13")


def test_it_is_written_so_that_an_old_python_can_read_it() -> None:
    source = (ROOT / "tools" / "prepare.py").read_text(encoding="ascii")  # Python 2 refuses anything else
    assert not re.search(r"""\bf["']|:=|\bnonlocal\b|->|^from __future__|^def .*\*,|\basync\b""", source, re.MULTILINE)


def test_make_says_that_there_is_no_python() -> None:
    refused = subprocess.run(
        ["make", "demo", "PYTHON=no-python"], cwd=ROOT, capture_output=True, text=True, timeout=20, check=False
    )
    assert refused.returncode != 0
    assert refused.stderr.startswith("There is no no-python here; Hearth needs Python 3.11 or newer.\n")
