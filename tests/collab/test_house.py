"""The rules of the house, which no single page or function can keep by itself."""

import ast
import hashlib
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted(
    path
    for app in ("collab", "networks", "roles", "scripts")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
VENDOR = ROOT / "static" / "vendor"


def name(path):
    return str(path.relative_to(ROOT))


def test_imports_run_one_way():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_analysis_loads_without_django():
    script = (
        "import importlib, pkgutil, sys, roles.analysis as core\n"
        "for module in pkgutil.walk_packages(core.__path__, 'roles.analysis.'):\n"
        "    importlib.import_module(module.name)\n"
        "print('django' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"


def test_analysis_imports_only_itself_and_the_standard_library():
    imported = {
        (name(path), module)
        for path in (ROOT / "roles" / "analysis").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [it.name for it in node.names]
        )
    }

    foreign = {
        (path, module)
        for path, module in imported
        if not module.startswith("roles.analysis") and module.split(".")[0] not in sys.stdlib_module_names
    }

    assert foreign == set()


def test_only_the_expected_entries_stand_at_the_root():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    visible = {line.split("/")[0] for line in tracked.splitlines() if not line.startswith(".")}

    assert visible == {
        "Dockerfile", "LICENSE", "Makefile", "README.md", "collab", "compose.yaml", "docs", "locale", "manage.py",
        "networks", "pyproject.toml", "pytest.ini", "requirements-dev.txt", "requirements.txt", "roles", "scripts",
        "static", "templates", "tests",
    }  # fmt: skip


def test_no_module_is_over_300_lines():
    long = {name(path): lines for path in SOURCES if (lines := len(path.read_text().splitlines())) > 300}

    assert long == {}


def test_no_function_is_over_40_lines():
    long = {
        f"{name(path)}: {node.name}": lines
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := node.end_lineno - node.lineno + 1) > 40
    }

    assert long == {}


def test_no_template_is_over_120_lines():
    long = {name(path): lines for path in TEMPLATES if (lines := len(path.read_text().splitlines())) > 120}

    assert long == {}


def test_public_functions_of_services_access_and_analysis_say_what_they_promise():
    promising = [
        path
        for path in SOURCES
        if {"services", "analysis", "loading"} & set(path.parts) or path.name == "access.py"
    ]

    silent = {
        f"{name(path)}: {node.name}"
        for path in promising
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    }

    assert silent == set()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_has_a_reason(file):
    lines = (ROOT / file).read_text().splitlines()
    requirements = [line for line in lines if line and not line.startswith(("#", "-r "))]

    careless = [
        line for line in requirements if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\d.]+ +# \S.+", line)
    ]

    assert requirements
    assert careless == []


# What the content security policy would refuse, or what would make a page depend on a script.
INLINE = re.compile(
    r"""<style\b|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son\w+\s*=\s*["']|javascript:|hx-on""", re.IGNORECASE
)


def test_no_template_has_script_or_style_of_its_own():
    inline = {
        f"{name(path)}:{number}: {line.strip()}"
        for path in TEMPLATES
        if path.suffix in {".html", ".svg"}
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if INLINE.search(line)
    }

    assert inline == set()


def test_every_block_to_translate_is_trimmed():
    untrimmed = {
        f"{name(path)}: {tag}"
        for path in TEMPLATES
        for tag in re.findall(r"{%\s*blocktrans\w*[^%]*%}", path.read_text())
        if "trimmed" not in tag
    }

    assert untrimmed == set()


def test_the_files_of_others_are_the_ones_that_were_listed():
    listed = {
        path: digest
        for digest, path in re.findall(r"\b([0-9a-f]{64})\b\W+([\w./-]+)", (VENDOR / "README.md").read_text())
    }

    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.suffix not in {".md", ".txt"}
    }

    assert listed == found


def test_no_text_to_translate_hides_in_an_f_string():
    """The collector of texts does not look there, and the page would show it in English."""
    translators = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
    hidden = [
        f"{name(path)}:{call.lineno}"
        for path in SOURCES
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in translators
    ]

    assert not hidden


# What waits for the page that comes, or for the element that it is about.
WAITING = {"expect", "follow", "check", "press_sequentially"}
# What looks once, or is content with the page that one leaves.
HASTY = {"is_hidden", "is_visible", "sleep", "wait_for_load_state", "wait_for_timeout", "wait_for_url"}


def called(node):
    """The names of what is called somewhere in a piece of code; `Enter` when that key is pressed."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    names = {getattr(call.func, "attr", "") or getattr(call.func, "id", "") for call in calls}
    return names | {"Enter" for call in calls for it in call.args if getattr(it, "value", "") == "Enter"}


def steps_in(tree):
    """Every statement without statements of its own, with the one after it; not what is waited for around it."""
    awaited = {
        id(inside)
        for block in ast.walk(tree)
        if isinstance(block, ast.With) and any(it.startswith("expect_") for it in called(block))
        for inside in ast.walk(block)
    }
    for block in ast.walk(tree):
        statements = getattr(block, "body", None)
        if isinstance(statements, list):
            for step, after in pairwise([*statements, ast.Pass()]):
                if not hasattr(step, "body") and id(step) not in awaited:
                    yield step, after


def test_what_somebody_does_in_the_browser_is_waited_for_before_anything_is_read():
    """Or a slower machine reads the page before, or half of the one that comes; see tests/browser/steps.py."""
    trees = {path: ast.parse(path.read_text()) for path in (ROOT / "tests" / "browser").glob("*.py")}

    hasty = {
        f"{name(path)}:{node.lineno}"
        for path, tree in trees.items()
        if path.name != "steps.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in HASTY
    }
    unawaited = {
        f"{name(path)}:{step.lineno}"
        for path, tree in trees.items()
        for step, after in steps_in(tree)
        if called(step) & {"click", "Enter"} and not called(after) & WAITING
    }

    assert (hasty, unawaited) == (set(), set())
