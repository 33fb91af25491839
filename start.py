#!/usr/bin/env python3
"""Sets everything up and starts the Strategy Editor. Needs Python 3.11 to 3.14 and nothing else.

    python3 start.py                      opens the editor on a copy of the sample
    python3 start.py test [--full] ...    runs every check; further arguments go to pytest
    python3 start.py ANYTHING ELSE        goes to the command line, e.g. python3 start.py export FILE ...

On Windows say ``py`` for ``python3``. All that is installed goes into the folder ``.venv`` beside this file, which can
be deleted at any time; work and settings are never kept there. A folder ``wheels`` beside this file, where there is
one, is used in place of the internet.

This file uses the standard library only, and its syntax is that of Python 3.6, so that an old Python can read it far
enough to be told that it is too old.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
CONSTRAINTS = ROOT / "constraints.txt"

# What the window needs on Linux: the library that is loaded, and the Debian package that brings it.
WINDOW_LIBRARIES = (
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
)

# What the tests need on Linux: where it is seen (a command, or a file), and the Debian packages that bring it.
# The full libreoffice-core is named, because the tests cannot drive its no-GUI twin.
TEST_TOOLS = (
    (("Xvfb",), ("xvfb",)),
    (("/usr/lib/libreoffice/program/libswlo.so",), ("libreoffice-writer", "libreoffice-core")),
    (("/usr/lib/python3/dist-packages/uno.py",), ("python3-uno",)),
    (("pdftotext",), ("poppler-utils",)),
    (("chromium", "chromium-browser", "google-chrome"), ("chromium",)),
    (("javac",), ("default-jdk-headless",)),
    (("node",), ("nodejs",)),
    (("npm",), ("npm",)),
    (("syncthing",), ("syncthing",)),
    # Has the widths of Arial, in which LibreOffice must lay out what it is asked to draw.
    (("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",), ("fonts-liberation",)),
)

NO_ENSUREPIP = (
    "This Python cannot make the folder .venv, because its ensurepip module is missing. "
    "Please install it (Linux calls the package python3-venv) and start again."
)


class CannotStart(Exception):
    """Says in a sentence why the program cannot start and what to do."""


def main(arguments):
    """Set up what is missing, then run what was asked for. Gives the exit code."""
    testing = arguments[:1] == ["test"]
    try:
        refuse_wrong_python(sys.version_info[:2])
        if opens_window(arguments):
            refuse_missing_display(sys.platform, os.environ)
        if testing or opens_window(arguments) or not is_ready(testing):
            prepare_system(testing, opens_window(arguments))
        prepare_python(testing)
    except CannotStart as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("Stopped. Start again at any time: it goes on from there.")
        return 130
    if testing:
        compile_program()  # the tests start many processes
        return run_checks(arguments[1:])
    return run_program(arguments or ["--sample"])


# ------------------------------------------------------------------------------------------------ what can be refused


def refuse_wrong_python(version):
    """A sentence for a Python that the program does not run on."""
    if not OLDEST <= version <= NEWEST:
        raise CannotStart(
            "The Strategy Editor needs Python 3.11, 3.12, 3.13 or 3.14, and this is Python {}.{}. Please install one "
            "of those from python.org or your software centre and start again with it.".format(*version)
        )


def opens_window(arguments):
    """The window opens for no argument at all, for the sample and for a file."""
    return not arguments or arguments[0] == "--sample" or arguments[0].endswith(".strategy")


def refuse_missing_display(system, environment):
    """A sentence where there is no screen to show a window on."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if system.startswith("linux") and not any(environment.get(screen) for screen in screens):
        raise CannotStart(
            "There is no display here to open a window on; the whole program also works from the command line, "
            "for example: python3 start.py export samples/cheshire-east-2009.strategy --edition draft --out DIR"
        )


# ------------------------------------------------------------------------------------------------ the system's packages


def prepare_system(testing, window):
    """On Debian and its children: install the packages that are missing, or name the line that does.

    Nothing is asked of other systems. A missing library stops only a start that opens the window: the command line does
    without, and a test that needs a missing tool says so itself.
    """
    missing = missing_packages(testing) if sys.platform.startswith("linux") and shutil.which("apt-get") else []
    if not missing:
        return
    if os.geteuid() == 0:
        say("Installing what the system lacks: " + " ".join(missing))
        missing = install_packages(missing)
        advice = "Some packages of the system could not be installed; the lines above say why. It was:\n    "
    else:
        advice = "Some packages of the system are missing. Please run this line once:\n    sudo "
    if missing:
        say(advice + apt_line(missing))
        if window or needs_venv(missing):
            raise CannotStart("Then start again.")


def missing_packages(testing):
    """Debian names of the packages that are needed and not there."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None and not venv_python().exists():
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    missing += [package for library, package in WINDOW_LIBRARIES if not loads(library)]
    if testing:
        for signs, packages in TEST_TOOLS:
            if not any(shutil.which(sign) or Path(sign).is_file() for sign in signs):
                missing += packages
    return missing


def needs_venv(packages):
    """True where the missing packages include the one without which there is no .venv at all."""
    return any(package.endswith("-venv") for package in packages)


def loads(library):
    """True when the dynamic loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_line(packages):
    """The one line that installs the packages."""
    return "apt-get install --yes --no-install-recommends " + " ".join(packages)


def install_packages(packages):
    """Install as root; where the system does not know one of them, the others all the same. Gives what is missing."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")

    def succeeds(command):
        return subprocess.call(command, env=environment, stdout=subprocess.DEVNULL) == 0

    succeeds(["apt-get", "update", "-qq"])
    if succeeds([*apt_line(packages).split(), "-qq"]):
        return []
    return [package for package in packages if not succeeds([*apt_line([package]).split(), "-qq"])]


# ------------------------------------------------------------------------------------------------ the Python side


def prepare_python(testing):
    """Make .venv and install the project in it with pinned versions, unless a stamp says that this is done."""
    if is_ready(testing):
        return
    say(f"Setting up in {VENV}. This happens once and takes some minutes.")
    started = time.monotonic()
    make_venv()
    for file in (stamp_file(False), stamp_file(True)):
        file.unlink(missing_ok=True)
    install(["hatchling"])
    install(["--no-build-isolation", "--editable", f"{ROOT}[test]" if testing else str(ROOT)])
    compile_program()
    stamp_file(testing).write_text(stamp() + "\n", encoding="utf-8")
    say(f"Ready after {time.monotonic() - started:.0f} seconds.")


def is_ready(testing):
    """True when .venv has all that is wanted. What serves the tests serves the program too."""
    if not venv_python().exists():
        return False
    wanted = stamp()
    files = [stamp_file(True)] if testing else [stamp_file(False), stamp_file(True)]
    return any(file.exists() and file.read_text(encoding="utf-8").strip() == wanted for file in files)


def stamp_file(testing):
    """Where it is noted that an installation was finished."""
    return VENV / ("ready-to-test" if testing else "ready-to-run")


def stamp():
    """Changes when .venv no longer fits: other requirements, another Python, another place."""
    digest = hashlib.sha256()
    for file in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(f"{sys.version_info[:2]} {platform.machine()} {ROOT}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def venv_python():
    """The Python inside .venv."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def make_venv():
    """Make .venv, or make it anew where it is half-made or belongs to another Python."""
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    if venv_python().exists() and subprocess.call([str(venv_python()), "-c", probe], stderr=subprocess.DEVNULL) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotStart(NO_ENSUREPIP)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=sys.stderr) != 0:
        raise CannotStart(f"Python could not make the folder {VENV}; the lines above say why.")


def install(requirements):
    """Install into .venv; from the folder wheels and nowhere else, where there is one."""
    command = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command += ["--constraint", str(CONSTRAINTS)]
    advice = "Is the internet within reach? Without it, put the packages into a folder named wheels (README says how)."
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
        advice = "The folder wheels must hold every package that this Python needs (README says how to fill it)."
    if subprocess.call(command + requirements, stdout=sys.stderr) != 0:
        raise CannotStart("The Python packages could not be installed; the lines above say why. " + advice)


def compile_program():
    """Byte code for our own modules, as pip makes it for those it installs: else every start would pay for it anew
    where Python may not write it (PYTHONDONTWRITEBYTECODE). Where it cannot be written, the program starts without."""
    command = [str(venv_python()), "-m", "compileall", "-q", str(ROOT / "src")]
    subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# ------------------------------------------------------------------------------------------------ what is run


def run_program(arguments):
    """Hand over to the program in .venv."""
    # -P: a file in the user's folder that happens to be named like one of our modules is not imported.
    command = [str(venv_python()), "-P", "-m", "strategy_editor", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return run(command, Path.cwd())


def run_checks(arguments):
    """Every check, each to its end, so that one run shows all that is wrong."""
    python = str(venv_python())
    workers = str(max(2, min(os.cpu_count() or 2, 8)))
    pytest = [python, "-m", "pytest", "-n", workers, "--dist", "worksteal", "--cov=strategy_editor", *arguments]
    checks = (
        ("style (ruff check)", [python, "-m", "ruff", "check", "."]),
        ("layout (ruff format)", [python, "-m", "ruff", "format", "--check", "."]),
        ("imports run one way (import-linter)", [str(venv_python().parent / "lint-imports"), "--no-logo"]),
        ("types (mypy)", [python, "-m", "mypy"]),
        ("tests (pytest)", pytest),
    )
    results = []
    for name, command in checks:
        say("\n== " + name)
        started = time.monotonic()
        code = run(command, ROOT)
        results.append((name, "FAILED" if code else "ok", time.monotonic() - started))
    say("")
    for result in results:
        say("{:<40} {:<6} {:6.1f} s".format(*result))
    return 1 if any(outcome != "ok" for _, outcome, _ in results) else 0


def run(command, folder):
    """Run to the end. Ctrl+C reaches the command itself, which knows best how to stop."""
    process = subprocess.Popen(command, cwd=str(folder))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def say(sentence):
    """What the user should know goes to the error stream: the output belongs to the program."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
