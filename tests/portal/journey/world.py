"""The pages and their states, and an applicant whose dossier holds something for every page."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant, Dossier, Wish
from portal.dossiers.services import choose_notary_and_account
from portal.dossiers.states import State
from portal.dossiers.told import seal_told
from portal.mandates.models import Identification
from tests.portal import applications

S = State
INTAKE = {S.INTAKE}
AFTER_OFFER = {S.OFFERED, S.SIGNED, S.SEALED, S.MANDATED, S.COMPLETED}
LATER = {S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED} | AFTER_OFFER
LOOKING = {S.COLLECTING, S.ASSESSING, S.IN_REVIEW}
ANYWHERE = set(State)

# Every page that may be looked at, and the states in which it has something to show.
PAGES: dict[str, set[State]] = {
    "home": ANYWHERE,
    "registers": ANYWHERE,
    "messages": ANYWHERE,
    "later": ANYWHERE,
    "human": ANYWHERE,
    "my_privacy": ANYWHERE,
    "erase": ANYWHERE,
    "test": INTAKE,
    "test_question": INTAKE,
    "together": INTAKE,
    "person": INTAKE,
    "person_part": INTAKE,
    "homes": INTAKE,
    "home_details": INTAKE,
    "home_part": INTAKE,
    "loan": INTAKE,
    "route": INTAKE,
    "ockto": INTAKE,
    "income": INTAKE,
    "figures": INTAKE,
    "submit": INTAKE,
    "renteaanbod": LATER,
    "renteaanbod_pdf": LATER,
    "change": {S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED},
    "notary": {S.COLLECTING},
    "documents": LOOKING,
    "document": {S.INTAKE, S.COLLECTING},
    "source": INTAKE,
    "view_file": INTAKE | LOOKING,
    "calendar": LATER,
    "assessment": {S.SUBMITTED, S.DECLINED} | LATER,
    "decision": {S.COLLECTING, S.IN_REVIEW, S.APPROVED, S.DECLINED} | AFTER_OFFER,
    "aanbod": AFTER_OFFER,
    "read_aanbod": AFTER_OFFER,
    "sign": {S.OFFERED},
    "responsible": {S.OFFERED},
    "no_sign": {S.OFFERED},
    "download": AFTER_OFFER,
    "identify": {S.SEALED},
    "mandate": {S.SEALED},
    "done": {S.MANDATED, S.COMPLETED},
}
# Addresses that name something.
NAMED = {"document", "view_file", "download", "source", "test_question", "person_part", "home_part"}
# Addresses behind buttons: nothing to look at.
BUTTONS: dict[str, set[State]] = {
    "again": {S.WITHDRAWN, S.EXPIRED, S.DECLINED},
    "ockto_invite": INTAKE,
    "ockto_mail": INTAKE,
    "use_renteaanbod": {S.COLLECTING},
    "complete": {S.COLLECTING},
    "take_back_change": {S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED},
    "remove_upload": {S.INTAKE, S.COLLECTING},
    "withdraw": ANYWHERE,
    "messages_read": ANYWHERE,
    "mail_again": ANYWHERE,
}
OPEN_TO_ALL = {"start", "contact", "complaints", "privacy", "accessibility", "erased", "sources"}
OF_THEIR_OWN = {
    "change_request",  # test_change_request.py
    "privacy_download",
    "fit",
    "no_fit",
    "draft",
    "dispute",
    "ockto_call",
    "withdraw_consent",
    "join",
    "identify_return",
}
# Answers that are a file and no page.
FILES = {"renteaanbod_pdf", "view_file", "download", "calendar"}
# Pages that only show.
READ_ONLY = {
    "read_aanbod",
    "responsible",
    "person",
    "homes",
    "calendar",
    "home",
    "registers",
    "ockto",
    "renteaanbod",
    "renteaanbod_pdf",
    "documents",
    "view_file",
    "assessment",
    "decision",
    "aanbod",
    "download",
    "done",
}


@dataclass
class World:
    """A single applicant whose dossier holds something for every page, in whatever state it is put."""

    dossier: Dossier
    applicant: Applicant
    client: Client
    args: dict[str, list[Any]]

    def url(self, name: str) -> str:
        """The address of a page, about this dossier's own rows."""
        return reverse(f"journey:{name}", args=self.args.get(name, []))

    def put(self, state: State) -> None:
        """Put the dossier in a state."""
        self.dossier = applications.put(self.dossier, state)


def tell_everything(world: World) -> None:
    """Answer so that every subject applies."""
    applicant, wish = world.applicant, world.dossier.wish
    Wish.objects.filter(pk=wish.pk).update(together=True, owns_home=True, leasehold=True, home_type="appartement")
    Applicant.objects.filter(pk=applicant.pk).update(
        dutch=False, tax_only_in_nl=False, civil_status="gehuwd", private_loan_outstanding=100
    )
    kinds = ["loon", "onderneming", "uitkering", "alimentatie", "overig"]
    for row, told in (
        (applicant, {"income_kinds": kinds, "income_counts": True}),
        (wish, {"present_home_status": "verkocht", "new_build": True}),
    ):
        type(row).objects.filter(pk=row.pk).update(told=seal_told(row, told))


def choose_account(applicant: Applicant) -> None:
    """The notary and the account are known."""
    choose_notary_and_account(
        dossier=applicant.dossier,
        by=applicant.user,
        notary_name="De Akte",
        notary_email="akte@notaris.example",
        iban="NL91ABNA0417164300",
    )


def identified(applicant: Applicant) -> None:
    """The bank said that it is them."""
    Identification.objects.create(
        applicant=applicant,
        issuer_id="NEOBNL2A",
        entrance_code=uuid.uuid4().hex,
        transaction_id=uuid.uuid4().hex[:16],
        state=Identification.State.MATCHED,
        started_at=applicant.dossier.created_at,
    )
