"""The test persons at the simulated bank: the same invented people as in the Ockto simulator."""

from brondata.simulator import personas
from brondata.simulator.clock import clock_from_environment
from brondata.simulator.personas.spec import PersonaSpec
from portal.demo.idin.transactions import Person

GENDERS = {"M": "1", "V": "2"}


def people() -> dict[str, Person]:
    """Test persons by key, in the order of the page. They follow PORTAL_TODAY: they keep their age."""
    today = clock_from_environment()().date()
    everyone = personas.people(today)
    return {person.key: _at_the_bank(person, personas.spec(person.key)) for person in everyone}


def _at_the_bank(person: personas.Person, spec: PersonaSpec) -> Person:
    return Person(
        initials=person.initials,
        legal_last_name=person.surname,
        legal_last_name_prefix=person.prefix,
        date_of_birth=person.birth_date.strftime("%Y%m%d"),
        gender=GENDERS.get(spec.persoon.geslacht, "0"),
        street=person.street,
        house_number=str(person.house_number),
        postal_code=person.postcode,
        city=person.city,
    )
