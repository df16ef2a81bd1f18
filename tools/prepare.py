"""Makes .venv from a lock file, on any machine with Python and nothing else, and says what is missing."""

# This file must run on an old Python too, or it could not say that it is old: plain ASCII and no modern syntax here.
import hashlib
import os
import signal
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
USE = {"run": "make demo", "dev": "make test"}
OLDEST = (3, 11)
INTERRUPTED = 130


def main(argv):
    """Bring .venv to the state of the named lock ("run" or "dev"); return a process exit code."""
    wanted = argv[1] if len(argv) > 1 else "run"
    if sys.version_info[:2] < OLDEST:
        return refuse(too_old(sys.version_info[:3], newer_ones(os.environ.get("PATH", "")), USE[wanted]))
    if any(stamp_of(name) == digest_of(name) for name in ("dev", wanted)):  # dev holds everything that run holds
        return 0
    if not venv_works():
        return refuse(
            "This Python cannot make virtual environments: its module ensurepip is missing.\n"
            "On Debian or Ubuntu: apt install python%d.%d-venv. Then run the same command again." % sys.version_info[:2]
        )
    try:
        return prepare(wanted)
    except KeyboardInterrupt:
        refuse("\nStopped. The same command goes on from here.")
        return INTERRUPTED


def prepare(wanted):
    say("Setting up .venv with the locked packages (about half a minute the first time)")
    if not works() and run([sys.executable, "-m", "venv", "--clear", VENV]):
        return refuse("%s could not be made, for the reason above. May this folder be written to?" % VENV)
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off", "--only-binary=:all:"]
    said = []
    if run(pip + ["--require-hashes", "-r", os.path.join(ROOT, LOCKS[wanted])], said):
        return refuse(
            "\n%s\nThe packages of %s could not be installed; pip's last words are above. They come from a package "
            "index:\ncheck the network (behind a proxy, set HTTPS_PROXY) and run the same command again."
            % ("".join(said[-6:]).strip(), LOCKS[wanted])
        )
    with open(stamp_path(wanted), "w") as stamp:
        stamp.write(digest_of(wanted))
    say(" done")
    return 0


def too_old(version, newer, command):
    """The sentence for a Python that is too old; `newer` names those that are not, `command` what to try again."""
    seen = "Hearth needs Python %d.%d or newer; %s is %s." % (OLDEST + (sys.executable, "%d.%d.%d" % tuple(version)))
    if newer:
        return "%s\nThere is a newer one here. Name it: %s PYTHON=%s" % (seen, command, newer[0])
    return "%s\nInstall a newer one and name it, for example: %s PYTHON=python3.12" % (seen, command)


def newer_ones(path):
    """The commands on this PATH that start a Python we can use, newest first."""
    folders = path.split(os.pathsep)
    names = ["python3.%d" % minor for minor in range(15, OLDEST[1] - 1, -1)]
    return [name for name in names if any(os.access(os.path.join(folder, name), os.X_OK) for folder in folders)]


def venv_works():
    try:
        import ensurepip  # noqa: F401  # Debian's Python has venv and leaves this out
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def works():
    """Is .venv whole, and of this Python? One that was interrupted, or outlived its Python, is made again."""
    look = "import sys, pip; sys.exit(sys.version != %r)" % sys.version
    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call([PYTHON, "-c", look], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


def run(command, said=None):
    """Run a command and return its exit code; Ctrl-C comes to us alone, and the command ends without a traceback.

    With a list its output is not shown but kept there, and what pip is at is shown in dots.
    """
    kept = {} if said is None else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    child = subprocess.Popen(command, start_new_session=True, **kept)
    try:
        for line in child.stdout or ():
            said.append(line.decode("utf-8", "replace"))
            show_progress(said[-1])
        return child.wait()
    except KeyboardInterrupt:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait()
        raise


def show_progress(line):
    """A dot for each package that pip has found."""
    if line.startswith("Collecting "):
        say(".", end="")
    elif line.startswith("Installing "):
        say(" installing ...", end="")


def digest_of(name):
    with open(os.path.join(ROOT, LOCKS[name]), "rb") as lock:
        return hashlib.sha256(lock.read() + sys.version.encode()).hexdigest()


def stamp_path(name):
    return os.path.join(VENV, "hearth-%s.stamp" % name)


def stamp_of(name):
    try:
        with open(stamp_path(name)) as stamp:
            return stamp.read()
    except (IOError, OSError):
        return ""


def say(sentence, end="\n"):
    sys.stdout.write(sentence + end)
    sys.stdout.flush()


def refuse(sentence):
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
