"""Invented data for the component page; no figure here means anything."""

from datetime import UTC, date, datetime
from typing import Any

import segno
from django import forms
from django.utils.safestring import SafeString

from portal.formats.choices import Choice
from portal.formats.inputs import CodeInput, EuroInput, YearsInput

TODAY = date(2026, 11, 20)
MOMENT = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)


class ExampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Achternaam", help_text="Zoals in je paspoort.")
    price = forms.CharField(label="Koopsom", widget=EuroInput, help_text="Kosten koper.")
    years = forms.CharField(label="Looptijd", widget=YearsInput)
    born = forms.DateField(label="Geboortedatum", help_text="Bijvoorbeeld 31-12-1990.")
    label_class = forms.ChoiceField(label="Energielabel", choices=[("", "Kies een label"), ("a", "A"), ("b", "B")])
    nhg = forms.ChoiceField(
        label="Wil je Nationale Hypotheek Garantie?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        widget=forms.RadioSelect,
    )
    route = forms.ChoiceField(
        label="Hoe wil je je gegevens delen?",
        choices=[
            ("ockto", Choice("Automatisch ophalen met Ockto", hint="Je hebt DigiD met sms nodig.")),
            ("zelf", Choice("Zelf documenten uploaden", hint="Je hebt je loonstrook nodig.")),
            ("beide", Choice("Allebei", hint="Wat Ockto niet vindt, stuur je zelf.")),
        ],
        widget=forms.RadioSelect,
    )
    goals = forms.MultipleChoiceField(
        label="Waar is de lening voor?",
        required=False,
        choices=[("koop", "Een huis kopen"), ("energie", "Energie besparen"), ("bouw", "Verbouwen")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="Wil je iets uitleggen?", required=False, widget=forms.Textarea)
    payslip = forms.FileField(label="Loonstrook", help_text="Niet ouder dan 3 maanden.")
    code = forms.CharField(
        label="Code uit je app", widget=CodeInput, help_text="Zes cijfers, ze wisselen elke 30 tellen."
    )
    agree = forms.BooleanField(label="Ik heb het hypotheekaanbod gelezen")


def wrong_form() -> ExampleForm:
    """A form that was sent with mistakes."""
    form = ExampleForm({"name": "Jansen", "price": "veel", "born": "31-31-1990", "route": ""}, prefix="fout")
    form.fields["price"].error_messages["invalid"] = ""
    form.add_error("price", "Vul een bedrag in met alleen cijfers, zoals 320.000.")
    return form


def context() -> dict[str, Any]:
    """Return what the component page shows."""
    return {
        "fields": ExampleForm(),
        "wrong": wrong_form(),
        "today": TODAY,
        "moment": MOMENT,
        "qr": SafeString(segno.make("https://example.org/ockto/demo", error="m").svg_inline(border=0, omitsize=True)),
        "task_groups": [
            {
                "title": "Nu te doen",
                "tasks": [
                    {
                        "title": "Haal je gegevens op met Ockto",
                        "href": "#taken",
                        "hint": "Ongeveer 10 minuten, met DigiD",
                        "status": {"kind": "todo", "text": "Nog te doen"},
                    },
                    {
                        "title": "Loonstrook",
                        "href": "#taken",
                        "hint": "Deze is ouder dan 3 maanden",
                        "status": {"kind": "attention", "text": "Kijk dit na"},
                    },
                    {
                        "title": "Machtiging voor incasso",
                        "href": "#taken",
                        "hint": "Je bank gaf geen antwoord",
                        "status": {"kind": "error", "text": "Niet gelukt"},
                    },
                ],
            },
            {
                "title": "Bij ons in behandeling",
                "tasks": [
                    {
                        "title": "Koopovereenkomst",
                        "hint": "We kijken ernaar vóór 24 november",
                        "status": {"kind": "waiting", "text": "Bezig met controleren"},
                    }
                ],
            },
            {
                "title": "Klaar",
                "tasks": [
                    {
                        "title": "Kennis- en ervaringstoets",
                        "href": "#taken",
                        "status": {"kind": "done", "text": "Klaar"},
                    },
                    {
                        "title": "Ondertekenen",
                        "hint": "Kan zodra je documenten goed zijn",
                        "status": {"kind": "later", "text": "Kan nog niet"},
                    },
                ],
            },
        ],
        "steps": [
            {"label": "Je woning", "state": "done"},
            {"label": "Je lening", "state": "current"},
            {"label": "Je gegevens", "state": "todo"},
            {"label": "Controleren", "state": "todo"},
        ],
        "rows": [
            {
                "key": "Loon in 2026",
                "value": "€ 41.250,00",
                "source": "UWV",
                "collected_at": TODAY,
                "change_href": "#overzicht",
                "change_label": "Klopt niet?",
            },
            {"key": "Adres", "value": "Langestraat 12, 3811 AB Amersfoort", "typed": True, "change_href": "#overzicht"},
            {"key": "Studieschuld", "value": "€ 12.004,51", "source": "DUO", "collected_at": TODAY},
        ],
        "facts": [
            {"label": "Rente", "value": "3,87% vast voor 10 jaar"},
            {"label": "Je leent", "value": "€ 320.000,00"},
            {"label": "Geldig tot en met", "value": "22 januari 2027"},
        ],
        "documents": [
            {
                "title": "Loonstrook",
                "why": "Hiermee zien we of je loon klopt met wat UWV meldt.",
                "href": "#documenten",
                "status": {"kind": "todo", "text": "Nog nodig"},
            },
            {
                "title": "Werkgeversverklaring",
                "why": "Je contract is tijdelijk.",
                "file_name": "werkgever.pdf",
                "size": 421_000,
                "received_at": TODAY,
                "reason": "De handtekening van je werkgever ontbreekt.",
                "href": "#documenten",
                "action": "Stuur opnieuw",
                "status": {"kind": "attention", "text": "Kijk dit na"},
            },
            {
                "title": "Koopovereenkomst",
                "file_name": "koopakte-langestraat.pdf",
                "size": 1_249_000,
                "received_at": TODAY,
                "status": {"kind": "waiting", "text": "We controleren dit"},
            },
            {
                "title": "Taxatierapport",
                "file_name": "taxatie.pdf",
                "size": 3_100_000,
                "received_at": TODAY,
                "status": {"kind": "done", "text": "Akkoord"},
            },
        ],
        "sources": [
            {"name": "MijnOverheid", "what": "Je adres en huishouden", "state": "binnen", "at": MOMENT},
            {"name": "UWV", "what": "Je loon en werkgevers", "state": "bezig"},
            {"name": "Belastingdienst", "what": "Je aangiftes", "state": "mislukt"},
            {"name": "DUO", "what": "Je studieschuld", "state": "wacht"},
        ],
        "events": [
            {"at": MOMENT, "title": "Je rente-aanbod staat klaar", "by": "Neo Hypotheken"},
            {"at": MOMENT, "title": "Je gegevens zijn binnen", "text": "4 van 4 bronnen"},
            {"at": MOMENT, "title": "Je begon je aanvraag", "by": "Jij"},
        ],
        "dates": [
            {"label": "Kies voor dit aanbod", "date": date(2026, 12, 11), "note": "Daarna vervalt het"},
            {"label": "Stuur je documenten", "date": date(2026, 11, 25)},
            {"label": "Aanbod geldig tot en met", "date": date(2027, 1, 22)},
        ],
        "head": [
            {"label": "Leningdeel"},
            {"label": "Aflosvorm"},
            {"label": "Bedrag", "numeric": True},
            {"label": "Rente", "numeric": True},
            {"label": "Per maand", "numeric": True},
        ],
        "parts": [
            ["1", "Annuïtair", "€ 220.000,00", "3,87%", "€ 1.033,90"],
            ["2", "Lineair", "€ 100.000,00", "3,62%", "€ 579,44"],
        ],
        "foot": ["Samen", "", "€ 320.000,00", "", "€ 1.613,34"],
        "signers": [
            {"name": "Robin Jansen", "you": True},
            {"name": "Sam de Vries", "signed_at": MOMENT, "how": "authenticator-app"},
        ],
        "recovery_codes": ["4K7P-22MX", "9QRT-7L3B", "HH2D-WP8F", "M3C9-XX5J"],
    }
