"""From a fresh clone to a virtual environment that can run everything.

The system's own Python runs this file before anything is installed, so it uses the standard
library only, and its syntax stays readable for old interpreters: they must be able to reach
the sentence that turns them away.

    python3 -I portal/demo/bootstrap.py run|test

`run` prepares what the demo needs, `test` adds the browser and the tools of the browser tests.
Every refusal is one sentence on stderr and exit status 1.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST_PYTHON = (3, 11)
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")

# WeasyPrint loads Pango and HarfBuzz when it starts, and falls back on a system font for a sign
# that the portal's own font lacks. Uploaded PDFs are read and drawn by poppler.
DEMO_PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-dejavu-core",
    "poppler-utils",
)
# The browser of the journey, and what its driver links to; certutil tells pdfsig whom to trust.
TEST_PACKAGES = ("chromium", "libatomic1", "libnss3-tools")


class Refusal(Exception):
    """Something that the person at the keyboard has to mend; the message is one sentence."""


def check_python(version):
    """Raise Refusal when `version`, a tuple like sys.version_info, is older than we support."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise Refusal(
            "This needs Python 3.11 or newer, and `{}` is {}.{}: "
            "install python3.11, or name another with PYTHON=/path/to/python3.11.".format(
                os.path.basename(sys.executable or "python3"), version[0], version[1]
            )
        )


def check_writable(root):
    """Raise Refusal when no file can be made in `root`."""
    try:
        with tempfile.TemporaryFile(dir=str(root)):
            pass
    except OSError as error:
        raise Refusal(
            "Cannot write in {} ({}): clone the project into a folder of your own.".format(root, error.strerror)
        ) from error


def fingerprint(root, packages):
    """What the environment was made from: interpreter, pinned requirements and Debian packages."""
    digest = hashlib.sha256(repr((sys.version, packages)).encode())
    for name in REQUIREMENTS:
        digest.update((Path(root) / name).read_bytes())
    return digest.hexdigest()


def missing_packages(packages):
    """The names in `packages` that dpkg does not know as installed; empty where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        say("This is not Debian: see to these libraries yourself: " + " ".join(packages))
        return []
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *packages],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        universal_newlines=True,
        check=False,
    )
    installed = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in packages if name not in installed]


def install_packages(missing, run=subprocess.run, is_root=None):
    """Install Debian packages when root; raise Refusal naming the command when not."""
    if not missing:
        return
    names = " ".join(missing)
    if is_root is None:
        is_root = os.geteuid() == 0
    if not is_root:
        raise Refusal(
            "Debian packages are missing, install them with: "
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + names
        )
    say("Installing Debian packages: " + names)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        done = run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            raise Refusal("`{}` failed; its own message stands above.".format(" ".join(command)))


def can_make_environment():
    """Whether uv or this Python can make one; Debian splits that off into python3-venv."""
    return shutil.which("uv") is not None or importlib.util.find_spec("ensurepip") is not None


def make_environment(venv):
    """Make the virtual environment at `venv`, replacing one whose interpreter is gone."""
    uv = shutil.which("uv")
    if uv:
        # --seed keeps pip at hand; --clear replaces a broken or half-made environment.
        command = [uv, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, str(venv)]
        if subprocess.run(command, check=False).returncode == 0:
            return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=False)
    if made.returncode != 0:
        raise Refusal("Could not make the virtual environment; Python's own message stands above.")


def pinned(requirements, name):
    """The pin of package `name` with its hashes, cut from the text of a requirements file; "" if absent."""
    taken = []
    for line in requirements.splitlines():
        if line.startswith(name + "==") or (taken and line.startswith(" ")):
            taken.append(line)
        elif taken:
            break
    return "\n".join(taken) + "\n" if taken else ""


def find_uv(root, python):
    """Path of uv: on PATH, in the environment, or put there from its pin; None when it cannot be had."""
    here = shutil.which("uv") or shutil.which("uv", path=str(Path(python).parent))
    if here:
        return here
    with tempfile.TemporaryDirectory() as folder:
        pin = Path(folder) / "uv.txt"
        pin.write_text(pinned((Path(root) / "requirements-dev.txt").read_text(), "uv"))
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "--require-hashes", "-r", str(pin)], check=False)
    return shutil.which("uv", path=str(Path(python).parent))


def install_requirements(root, python):
    """Install the pinned requirements into the environment, with uv when it can be had, else with pip."""
    files = [part for name in REQUIREMENTS for part in ("-r", str(Path(root) / name))]
    uv = find_uv(root, python)
    if uv:
        say("Installing Python packages with uv.")
        command = [uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes"]
        if subprocess.run([*command, *files], check=False).returncode == 0:
            return
    say("Installing Python packages with pip; this takes a minute or two.")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, "--require-hashes", *files], check=False).returncode != 0:
        raise Refusal("Could not install the Python packages; the installer's own message stands above.")


def stale_catalogues(root):
    """The catalogues of translations (.po) without a compiled file (.mo) that is as new as they are."""
    sources = sorted(Path(root).glob("portal/*/locale/*/LC_MESSAGES/*.po"))
    compiled = [(source, source.with_suffix(".mo")) for source in sources]
    return [one for one, made in compiled if not made.exists() or made.stat().st_mtime < one.stat().st_mtime]


def compile_catalogues(root, python):
    """Compile the translations when one of them changed; return whether there was work to do."""
    if not stale_catalogues(root):
        return False
    command = [str(python), str(Path(root) / "manage.py"), "messages", "--compile"]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise Refusal("Could not compile the translations; Django's own message stands above.")
    return True


def prepare(root, goal):
    """Make the clone at `root` ready for `goal`, "run" or "test"; return whether there was work to do."""
    check_writable(root)
    packages = DEMO_PACKAGES + (TEST_PACKAGES if goal == "test" else ())
    venv = Path(root) / ".venv"
    python = venv / "bin" / "python"
    stamp = venv / (".prepared-for-" + goal)
    wanted = fingerprint(root, packages)
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return compile_catalogues(root, python)
    missing = missing_packages(packages)
    if not python.exists() and not can_make_environment():
        missing.append("python3-venv")
    install_packages(missing)
    if not python.exists():
        say("Making the virtual environment .venv")
        make_environment(venv)
    install_requirements(root, python)
    stamp.write_text(wanted)
    compile_catalogues(root, python)
    return True


def say(line):
    """Tell what is happening, on stderr so that stdout stays with the command that follows."""
    print(line, file=sys.stderr, flush=True)


def main(arguments, root):
    """Run for the command line `arguments` (the goal); return the exit status."""
    try:
        check_python(sys.version_info)
        if arguments not in (["run"], ["test"]):
            raise Refusal("Usage: bootstrap.py run|test")
        prepare(root, arguments[0])
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent.parent.parent))
