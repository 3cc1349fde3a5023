"""The eyes of these tests are good: each promise about a page is seen to be broken when it is."""

from types import SimpleNamespace

import pytest

from tests.portal.journey.markup import HTML, check_page

PAGE = "<main><p>Goed</p>{}</main>"
POLICY = "default-src 'none'; script-src 'self'"


def answer(body: str, *, status: int = 200, policy: str = POLICY) -> object:
    """An answer with this in its main part."""

    class Answer(SimpleNamespace):
        def get(self, name: str, default: str = "") -> str:
            return self.headers.get(name, default)

        def __getitem__(self, name: str) -> str:
            return self.headers[name]

    headers = {"Content-Type": HTML, "Content-Security-Policy": policy}
    return Answer(status_code=status, streaming=False, content=PAGE.format(body).encode(), headers=headers)


def test_a_good_page_passes() -> None:
    form = '<form action="/x" method="post"><input name="csrfmiddlewaretoken"><button type="submit">Ok</button></form>'
    check_page(answer(form + '<div hx-get="/y"><noscript><a href="/y">Vernieuw</a></noscript></div>'))


@pytest.mark.parametrize(
    "body",
    [
        '<p style="color:red">x</p>',
        '<button onclick="x()">x</button>',
        '<button hx-on:click="x()">x</button>',
        '<a href="javascript:x()">x</a>',
        "<script>x()</script>",
        "<style>p{}</style>",
        '<form method="post"><input name="csrfmiddlewaretoken"><button type="submit">x</button></form>',
        '<form action="/x" method="post"><button type="submit">x</button></form>',
        '<form action="/x" method="post"><input name="csrfmiddlewaretoken"></form>',
        '<div hx-get="/y"></div>',
        '<div hx-post="/y"></div>',
        '<input aria-describedby="gone">',
        '<div id="error-summary"><a href="#gone">x</a></div>',
        '<label for="gone">x</label>',
        '<p id="a"></p><p id="a"></p>',
        "<p>Werkgever: None</p>",
    ],
)
def test_a_broken_promise_is_seen(body: str) -> None:
    with pytest.raises(AssertionError):
        check_page(answer(body))


def test_an_error_of_ours_and_a_lax_policy_are_seen() -> None:
    with pytest.raises(AssertionError):
        check_page(answer("", status=500))
    with pytest.raises(AssertionError):
        check_page(answer("", policy="default-src 'none'; script-src 'unsafe-inline'"))
