"""Past dit bij jou: the few questions, before anything is kept, that tell who cannot apply online.

Each question has an address of its own and nothing is remembered between them. Limits are the norms of the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from portal.assessments.policy import accepts_new_customers, max_applicants, min_joint_income
from portal.formats.numbers import short_euro

YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitQuestion:
    """A question with yes or no; `exits` names, per answer that does not fit, the exit it leads to."""

    slug: str
    text: str
    hint: str
    why: str
    exits: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """Why it cannot be done online: `who` for a list, `reason` in full, what to do instead, and `rule`: the
    chapter of the guide, empty for its preface."""

    slug: str
    question: str
    who: str
    reason: str
    instead: tuple[str, ...]
    rule: str


def fit_questions(day: date) -> tuple[FitQuestion, ...]:
    """The questions that are asked on `day`, in order.

    While new customers are not accepted it is only the first, and both its answers lead out.
    """
    first, *others = every_question(day)
    if accepts_new_customers(day):
        return (first, *others)
    return (replace(first, exits={YES: "al-klant", NO: "nieuwe-klant"}),)


def every_question(day: date) -> tuple[FitQuestion, ...]:
    """The questions of an open door, with the limits of `day`."""
    return (
        FitQuestion(
            slug="klant",
            text=gettext("Heb je al een hypotheek van Neo Hypotheken?"),
            hint="",
            why=gettext("Voor klanten gelden andere regels, bijvoorbeeld bij een verhuizing of een verhoging."),
            exits={YES: "al-klant"},
        ),
        FitQuestion(
            slug="doel",
            text=gettext("Wil je een woning kopen?"),
            hint=gettext("Kies nee als je een hypotheek wilt oversluiten of verhogen."),
            why=gettext("Online regel je hier alleen de hypotheek voor een woning die je koopt."),
            exits={NO: "niet-kopen"},
        ),
        FitQuestion(
            slug="samen",
            text=gettext("Vragen meer dan %(count)s mensen samen de hypotheek aan?") % {"count": max_applicants(day)},
            hint=gettext("Tel iedereen mee die eigenaar wordt, ook jezelf."),
            why=gettext(
                "Iedereen die eigenaar wordt, is verantwoordelijk voor de hele lening. Daarom is er een grens."
            ),
            exits={YES: "te-veel-aanvragers"},
        ),
        FitQuestion(
            slug="inkomen",
            text=gettext("Verdien je %(amount)s of meer per jaar?") % _income(day),
            hint=gettext("Het gaat om je inkomen vóór belasting. Koop je samen? Tel jullie inkomens dan op."),
            why=gettext("Met een lager inkomen geven wij geen hypotheek."),
            exits={NO: "inkomen"},
        ),
        FitQuestion(
            slug="scheiden",
            text=gettext("Ben je nu aan het scheiden?"),
            hint=gettext("Ook als je partner met wie je koopt nu gaat scheiden, kies je ja."),
            why=gettext("Zolang een scheiding loopt, staat nog niet vast wat je moet betalen of krijgt."),
            exits={YES: "scheiding"},
        ),
        FitQuestion(
            slug="nederland",
            text=gettext("Staat de woning in Nederland?"),
            hint="",
            why=gettext("De woning is het onderpand van de lening. Wij werken alleen in Nederland."),
            exits={NO: "buitenland"},
        ),
        FitQuestion(
            slug="bewonen",
            text=gettext("Ga je zelf in de woning wonen?"),
            hint=gettext("Wil je de woning verhuren, ook een deel? Kies dan nee."),
            why=gettext("Onze hypotheek is alleen voor een woning waarin je zelf woont."),
            exits={NO: "verhuur"},
        ),
    )


def exits(day: date) -> tuple[Exit, ...]:
    """Every exit that a question asked on `day` leads to, in the order of the questions."""
    words = _exit_words(day)
    return tuple(
        Exit(slug=slug, question=question.slug, **words[slug])
        for question in fit_questions(day)
        for slug in question.exits.values()
    )


def _income(day: date) -> dict[str, str]:
    return {"amount": short_euro(min_joint_income(day))}


def _exit_words(day: date) -> dict[str, dict[str, Any]]:
    adviser = gettext("Praat met een hypotheekadviseur. Die kijkt ook naar andere banken.")
    call = gettext("Bel of mail ons. We vertellen je wat er wel kan.")
    count = {"count": max_applicants(day)}
    return {
        "al-klant": {
            "who": gettext("als je al een hypotheek van Neo Hypotheken hebt;"),
            "reason": gettext(
                "Je hebt al een hypotheek van ons. Een verhoging of een verhuizing met je hypotheek regel je met een "
                "medewerker, niet online."
            ),
            "instead": (gettext("Bel of mail ons met het nummer van je hypotheek. We regelen het samen met je."),),
            "rule": "10",
        },
        "nieuwe-klant": {
            "who": gettext("als je nog geen klant van ons bent;"),
            "reason": gettext(
                "We behandelen nu alleen aanvragen van mensen die al een hypotheek van Neo Hypotheken hebben."
            ),
            "instead": (gettext("Kijk later nog eens. Zodra dit verandert, staat het op onze startpagina."), adviser),
            "rule": "",
        },
        "niet-kopen": {
            "who": gettext("als je een hypotheek wilt oversluiten of verhogen;"),
            "reason": gettext("Online vraag je hier een hypotheek aan voor een woning die je koopt."),
            "instead": (gettext("Wil je oversluiten of verhogen? Bel of mail ons."), adviser),
            "rule": "1",
        },
        "te-veel-aanvragers": {
            "who": gettext("als je met meer dan %(count)s mensen koopt;") % count,
            "reason": gettext("Je kunt onze hypotheek met ten hoogste %(count)s mensen aanvragen.") % count,
            "instead": (
                gettext(
                    "Kijk of je de hypotheek met minder mensen kunt aanvragen. Alleen wie aanvraagt, wordt eigenaar."
                ),
                adviser,
            ),
            "rule": "3.1",
        },
        "inkomen": {
            "who": gettext("als je minder dan %(amount)s per jaar verdient, jullie inkomens opgeteld;") % _income(day),
            "reason": gettext(
                "Voor onze hypotheek is een inkomen van %(amount)s per jaar of meer nodig. Van een stel tellen we "
                "beide inkomens."
            )
            % _income(day),
            "instead": (
                gettext("Gaat je inkomen binnenkort omhoog? Een vaste, toegezegde verhoging telt soms mee. Bel ons."),
                adviser,
            ),
            "rule": "4",
        },
        "scheiding": {
            "who": gettext("als je nog aan het scheiden bent;"),
            "reason": gettext("We bekijken een aanvraag pas als de scheiding klaar is."),
            "instead": (
                gettext("Kom terug als je scheiding rond is. Bewaar het convenant en de uitspraak van de rechter."),
                call,
            ),
            "rule": "8.2",
        },
        "buitenland": {
            "who": gettext("als de woning niet in Nederland staat;"),
            "reason": gettext("We geven alleen een hypotheek voor een woning in Nederland."),
            "instead": (gettext("Vraag een bank in het land waar de woning staat, of een adviseur daar."),),
            "rule": "6.1",
        },
        "verhuur": {
            "who": gettext("als je niet zelf in de woning gaat wonen."),
            "reason": gettext("We geven alleen een hypotheek voor een woning waarin je zelf woont. Verhuren mag niet."),
            "instead": (adviser,),
            "rule": "6.1",
        },
    }
