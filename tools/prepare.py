"""Makes .venv from a lock file, on any machine with python3 and nothing else, and says what is missing."""

# This file must run on an old python3 too, or it could not say that it is old: no modern syntax here.
import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST = (3, 11)


def main(argv):
    """Bring .venv to the state of the named lock ("run" or "dev"); return a process exit code."""
    wanted = argv[1] if len(argv) > 1 else "run"
    trouble = what_is_missing(sys.version_info[:3], venv_works())
    if trouble:
        sys.stderr.write(trouble + "\n")
        return 1
    for name in ("dev", wanted):  # a dev environment holds everything a run environment holds
        if stamp_of(name) == digest_of(name):
            return 0
    say("Setting up .venv with the locked packages (about half a minute the first time) …")
    if not os.path.exists(python_of(VENV)):
        run([sys.executable, "-m", "venv", "--clear", VENV])
    install = [python_of(VENV), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    failed = run(install + ["--only-binary", ":all:", "--require-hashes", "-r", os.path.join(ROOT, LOCKS[wanted])])
    if failed:
        sys.stderr.write(
            "The packages of %s could not be installed (pip's own words are above). "
            "Hearth needs a package index to install from; check the network and run the same command again.\n"
            % LOCKS[wanted]
        )
        return 1
    with open(stamp_path(wanted), "w") as stamp:
        stamp.write(digest_of(wanted))
    say("Packages are in place.")
    return 0


def what_is_missing(version, venv_ok):
    """Return the sentence that says what this machine lacks, or "" when it lacks nothing."""
    if tuple(version[:2]) < OLDEST:
        return (
            "Hearth needs Python %d.%d or newer; `%s` is Python %s. "
            "Install a newer one and name it: make PYTHON=python3.12 …"
            % (OLDEST[0], OLDEST[1], sys.executable, ".".join(str(part) for part in version))
        )
    if not venv_ok:
        return (
            "This Python cannot make virtual environments: its venv module or ensurepip is missing. "
            "On Debian or Ubuntu: apt install python3-venv. Then run the same command again."
        )
    return ""


def venv_works():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


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


def python_of(folder):
    return os.path.join(folder, "Scripts" if os.name == "nt" else "bin", "python")


def run(command):
    return subprocess.call(command)


def say(sentence):
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
