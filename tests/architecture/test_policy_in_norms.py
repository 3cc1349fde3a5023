"""No number of the policy stands in code, nor a list that another edition of the guide could change.

The rules and the sums read them from dated norms (underwriting/norms/data). What is left in code is listed here, each
with the reason why no norm year can change it.
"""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from underwriting.norms import loading

ROOT = Path(__file__).resolve().parents[2] / "underwriting"
RULE_ID = re.compile(r"(G|NHG-?)[A-Z]?[\d.]*-\d+")
BEYOND = ("norms", "facts", "ibl", "cases")
"""norms loads the numbers, facts states the shapes of the contract, ibl has constants of its own, cases are data."""
GENERAL = (
    "__init__.py", "annuity.py", "aprc.py", "catalogue.py", "decision.py", "figure_words.py", "figures.py",
    "jsonform.py", "jsonread.py", "payment_figures.py", "periods.py", "rule.py",
)  # fmt: skip
"""Sums, calendars and forms that have no policy in them, and say so."""

EVERYWHERE = {
    Decimal(0): "nothing, none, the first",
    Decimal(1): "one, the next, the last by -1",
    Decimal(12): "months in a year",
    Decimal(100): "a percentage is a hundredth",
}
NUMBERS = {
    ("chapters/ch02_income_test.py", 2): "several leningdelen, so that there is something to weigh",
    ("chapters/ch02_income_test.py", 3): "box 3, a name",
    ("chapters/ch04_pension.py", 2): "both applicants, so that there are two dates",
    ("chapters/ch04_temporary.py", 2): "several moments, so that there is a later one",
    ("chapters/ch04_toetsinkomen.py", 2): "several incomes, so that there is something to add up",
    ("chapters/ch06_valuation.py", 3): "box 3, a name",
    ("remedies/__init__.py", 400): "decisions in one search",
    ("remedies/loan_kinds.py", 3): "box 3, a name",
    ("remedies/other_kinds.py", 3): "rounds of papers that ask for papers",
    ("remedies/search.py", 2): "halves",
    ("remedies/search.py", 3): "quarters",
    ("remedies/search.py", 4): "quarters",
    ("valuation_reports.py", 3): "box 3, a name",
    ("workings/burdens.py", 3): "box 3, a name",
    ("workings/capacity.py", 2): "place in a tuple",
    ("workings/capacity.py", 3): "box 3, a name",
    ("workings/income.py", 2): "both applicants, so that there are two dates",
    ("decide.py", 32): "length of the decision's id",
}
LISTS = {
    ("chapters/ch02_pricing.py", "UNLABELLED"): "the two words of the contract for a home without label",
    ("chapters/ch03_applicant.py", "MARRIED"): "the two forms of marriage in Dutch law",
    ("chapters/ch04_own_funds.py", "OTHERS"): "the items of own funds that this module itself lists",
    ("chapters/ch04_temporary.py", "AWARDS"): "the two papers the rule asks for, by name of the paper",
    ("chapters/ch06_new_build.py", "OWN_MANAGEMENT"): "what building under own management is called in the contract",
    ("chapters/ch06_woz.py", "NO_SALE_LOSS"): "statuses of the contract of a home that will not be sold below its debt",
    ("chapters/ch07_offer.py", "FOLLOWS"): "how paths of facts begin that come with a document",
    ("chapters/ch08_documents.py", "OWN_MANAGEMENT"): "what building under own management is called in the contract",
    ("chapters/ch08_documents.py", "WORKS"): "purposes of the contract that mean works",
    ("collecting.py", "_WORST_FIRST"): "the order in which statuses of a document outweigh each other",
    ("decide.py", "__all__"): "names of this module",
    ("documents.py", "SATISFIED"): "the statuses of a document that is there",
    ("running_loan.py", "CAPACITY"): "rules of the catalogue that test income and debts",
    ("running_loan.py", "INCREASE"): "rules of the catalogue that test person, product and home",
    ("remedies/__init__.py", "__all__"): "names of this module",
    ("remedies/found.py", "RemedyKind"): "names of our own kinds of change",
    ("standard_documents.py", "ON_PAPER"): "methods of the contract that rest on papers",
    ("standard_documents.py", "SOURCES"): "which register knows what a paper says: that follows from the register",
    ("workings/loan.py", "CLASSES"): "names of the risk classes in the contract; their bounds are norms",
    ("workings/principal.py", "ENERGY_PURPOSES"): "purposes of the contract that mean energy saving",
    ("workings/principal.py", "INCREASES"): "request types of the contract that add to a running loan",
    ("workings/value.py", "_LENDING_VALUATIONS"): "valuations by a valuer, the strongest first: what such a report is",
    ("workings/wages.py", "Route"): "names of this module's own ways",
}


def modules() -> list[Path]:
    """Every module that applies the policy."""
    found = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in BEYOND]
    return [path for path in found if name(path) not in GENERAL and name(path) != "chapters/__init__.py"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def numbers(tree: ast.Module) -> Iterator[tuple[int, Decimal]]:
    """Every number in the code, also one written as text: `Decimal("0.02")`, `{"1", "2"}`. Articles are none."""
    articles = {id(call.args[0]) for call in ast.walk(tree) if isinstance(call, ast.Call) and _opens_chapter(call)}
    for node in ast.walk(tree):
        if (
            id(node) in articles
            or not isinstance(node, ast.Constant)
            or isinstance(node.value, bool | bytes | None | type(Ellipsis))
        ):
            continue
        try:
            value = Decimal(str(node.value))
        except InvalidOperation:
            continue
        if value.is_finite():
            yield node.lineno, value


def _opens_chapter(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Chapter"


def lists(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Module constants that hold two or more words, by name. Ids of rules are no words."""
    for statement in tree.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        for node in ast.walk(statement.value):
            if isinstance(node, ast.Tuple | ast.List | ast.Set) and words(node) > 1:
                yield statement.lineno, ast.unparse(target)
                break


def words(node: ast.Tuple | ast.List | ast.Set) -> int:
    texts = [entry.value for entry in node.elts if isinstance(entry, ast.Constant) and isinstance(entry.value, str)]
    return sum(RULE_ID.fullmatch(text) is None for text in texts)


def stray_numbers(path: Path, tree: ast.Module) -> list[str]:
    allowed = {Decimal(value) for module, value in NUMBERS if module == name(path)} | set(EVERYWHERE)
    return [f"{name(path)}:{line}: {value}" for line, value in numbers(tree) if abs(value) not in allowed]


def test_no_number_of_the_policy_stands_in_code() -> None:
    found = [stray for path in modules() for stray in stray_numbers(path, ast.parse(path.read_text("utf-8")))]
    assert found == []


def test_no_list_of_the_policy_stands_in_code() -> None:
    found = [
        f"{name(path)}:{line}: {constant}"
        for path in modules()
        for line, constant in lists(ast.parse(path.read_text("utf-8")))
        if (name(path), constant) not in LISTS
    ]
    assert found == []


def test_no_list_of_three_or_more_words_hides_in_a_function() -> None:
    """Where a rule compares with several words of the guide they come from the norms; phases and reasons are ours."""
    ours = {
        ("chapters/ch04_contract.py", "ibl"): "names of our own routes",
        ("chapters/ch04_temporary.py", "inkomensdaling"): "reasons of a toetsmoment",
        ("workings/burdens.py", "hypotheekaanbod"): "phases",
    }
    found = []
    for path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Tuple | ast.List | ast.Set) and words(node) > 2:
                    first = next(str(entry.value) for entry in node.elts if isinstance(entry, ast.Constant))
                    if (name(path), first) not in ours:
                        found.append(f"{name(path)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []


@pytest.mark.parametrize("allowed", sorted(NUMBERS), ids=str)
def test_an_allowed_number_is_still_there(allowed: tuple[str, int]) -> None:
    module, value = allowed
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    assert Decimal(value) in {found for _, found in numbers(tree)}, "take it off the list"


@pytest.mark.parametrize("allowed", sorted(LISTS), ids=str)
def test_an_allowed_list_is_still_there(allowed: tuple[str, str]) -> None:
    module, constant = allowed
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    assert constant in {found for _, found in lists(tree)}, "take it off the list"


@pytest.mark.parametrize(
    "line",
    ['limit = Decimal("0.98") * value', "if months > 360:", 'CODES = frozenset({"1", "2"})', "share = base * 2 / 100"],
)
def test_the_watch_sees_a_number_in_every_dress(line: str) -> None:
    assert stray_numbers(ROOT / "chapters" / "ch02_value.py", ast.parse(line.replace("if ", "x = ").rstrip(":")))


def test_every_table_of_the_norms_is_read() -> None:
    behind = {path for file in loading.section_files() for path in loading.files_behind(file)}
    assert {path.resolve() for path in loading.DATA.glob("*/*") if path.is_file()} == {
        path.resolve() for path in behind
    }
