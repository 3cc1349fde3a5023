"""What the gate said in Dutch is said again in the reader's language, with its numbers."""

import pytest
from django.utils import translation

from portal.evidence.gate_texts import REFUSALS, REMARKS, said_again

SAID = {**REFUSALS, **REMARKS}
NUMBERS = {"max_megabytes": 20, "max_pages": 60, "max_megapixels": 60, "pages": "1 en 3"}


@pytest.mark.parametrize("code", SAID)
def test_each_sentence_is_said_again_in_english_and_is_itself_in_dutch(code: str) -> None:
    with translation.override("nl"):
        kept = str(SAID[code]).format(**NUMBERS)
        assert said_again(kept) == kept
    with translation.override("en"):
        assert said_again(kept) == str(SAID[code]).format(**NUMBERS) != kept


def test_what_is_not_ours_stays_as_it_is() -> None:
    with translation.override("en"):
        assert said_again("De datum is niet te lezen.") == "De datum is niet te lezen."
        assert said_again("") == ""
