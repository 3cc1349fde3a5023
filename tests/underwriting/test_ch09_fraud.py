"""gids 9: what a table cannot say: the ground of distrust is not told. The cases are in underwriting/cases."""

from tests.underwriting.builders import changed, decided, starter


def test_the_ground_stays_confidential() -> None:
    signal = {"kind": "misleiding", "status": "vermoeden"}
    document = changed(starter(), "fraud", {"distrust": True, "signals": [signal]})
    document = changed(document, "applicants[0].registers.sfh.registered", True)
    found = [entry for entry in decided(document).findings if entry.rule_id in ("G9-01", "G9-05", "G9.1-02")]
    assert len(found) == 3
    assert all(entry.confidential for entry in found)
