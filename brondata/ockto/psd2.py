"""The section with bank transactions: Berlin Group NextGenPSD2 1.3.11, with a category per transaction.

Amounts are text here, as the standard has them; below zero is money that went out.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from brondata.datasets import Banktransacties, Categorie, Rekening, Saldo, SoortRekening, Source, Transactie
from brondata.ockto.wire import Wire
from brondata.provider import UnreadableDelivery

Amount = Annotated[Decimal, Field(max_digits=14, decimal_places=3)]
Valuta = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

# The balance that says most about what somebody has: booked goes before expected.
BALANCE_ORDER = ("closingBooked", "interimBooked", "openingBooked", "interimAvailable", "expected")
_SOORTEN: Mapping[str, SoortRekening] = {soort.value: soort for soort in SoortRekening}
_CATEGORIES: Mapping[str, Categorie] = {
    "SALARY": Categorie.LOON,
    "BENEFITS": Categorie.UITKERING,
    "PENSION": Categorie.PENSIOEN,
    "BUSINESS_INCOME": Categorie.WINST,
    "ALLOWANCES": Categorie.TOESLAG,
    "RENT": Categorie.HUUR,
    "MORTGAGE": Categorie.HYPOTHEEK,
    "ALIMONY": Categorie.ALIMENTATIE,
    "LOAN": Categorie.LENING,
    "STUDENT_LOAN": Categorie.STUDIESCHULD,
    "LEASE": Categorie.LEASE,
    "ENERGY": Categorie.ENERGIE,
    "INSURANCE": Categorie.VERZEKERING,
    "TAX": Categorie.BELASTING,
    "SAVINGS": Categorie.SPAREN,
}


class BedragWire(Wire):
    currency: Valuta
    amount: Amount


class NummerWire(Wire):
    iban: str | None = None


class SaldoWire(Wire):
    balance_type: str
    balance_amount: BedragWire
    reference_date: date | None = None


class TransactieWire(Wire):
    booking_date: date
    transaction_amount: BedragWire
    creditor_name: str | None = None
    creditor_account: NummerWire | None = None
    debtor_name: str | None = None
    debtor_account: NummerWire | None = None
    remittance_information_unstructured: str | None = None
    category: str | None = None


class GeboektWire(Wire):
    booked: tuple[TransactieWire, ...] = ()


class RekeningWire(Wire):
    iban: Annotated[str, Field(pattern=r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")]
    currency: Valuta
    owner_name: str | None = None
    product: str | None = None
    cash_account_type: str | None = None
    joint: bool | None = None
    balances: tuple[SaldoWire, ...] = ()
    transactions: GeboektWire = GeboektWire()


class BanktransactiesWire(Wire):
    date_from: date
    date_to: date
    valid_until: date | None = None
    accounts: tuple[RekeningWire, ...]


def banktransacties(section: BanktransactiesWire, at: datetime) -> Banktransacties:
    """The dataset. An unknown category is no fault: suppliers add them all the time."""
    if section.date_from > section.date_to:
        raise UnreadableDelivery("transactions of a time that ends before it begins")
    return Banktransacties(
        collected_at=at,
        source=Source.BANK,
        van=section.date_from,
        tot=section.date_to,
        toestemming_tot=section.valid_until,
        rekeningen=tuple(_rekening(account) for account in section.accounts),
    )


def _rekening(account: RekeningWire) -> Rekening:
    booked = sorted(account.transactions.booked, key=lambda one: one.booking_date)
    return Rekening(
        iban=account.iban,
        soort=_SOORTEN.get(account.cash_account_type or "", SoortRekening.OVERIG),
        valuta=account.currency,
        tenaamstelling=account.owner_name,
        product=account.product,
        gezamenlijk=account.joint,
        saldo=_saldo(account),
        transacties=tuple(_transactie(one, account.currency) for one in booked),
    )


def _saldo(account: RekeningWire) -> Saldo | None:
    by_type = {balance.balance_type: balance for balance in account.balances}
    for name in BALANCE_ORDER:
        if name in by_type:
            found = by_type[name]
            return Saldo(bedrag=_in(account.currency, found.balance_amount), op=found.reference_date)
    return None


def _transactie(one: TransactieWire, currency: str) -> Transactie:
    amount = _in(currency, one.transaction_amount)
    incoming = amount >= 0
    account = one.debtor_account if incoming else one.creditor_account
    return Transactie(
        geboekt_op=one.booking_date,
        bedrag=amount,
        categorie=_CATEGORIES.get(one.category or "", Categorie.OVERIG),
        tegenpartij=one.debtor_name if incoming else one.creditor_name,
        tegenrekening=account.iban if account else None,
        omschrijving=one.remittance_information_unstructured,
    )


def _in(currency: str, amount: BedragWire) -> Decimal:
    if amount.currency != currency:
        raise UnreadableDelivery("an amount in another currency than its account")
    return amount.amount
