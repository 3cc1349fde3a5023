"""The registers we ask for, with the words people know them by (gids 8.1)."""

from brondata.datasets import Source

NAMES = {
    Source.MIJNOVERHEID_BRP: "MijnOverheid (persoonsgegevens)",
    Source.MIJNUWV: "MijnUWV (werk en loon)",
    Source.BELASTINGDIENST: "Belastingdienst (aangifte)",
    Source.MIJNPENSIOENOVERZICHT: "Mijnpensioenoverzicht",
    Source.DUO: "DUO (studieschuld)",
    Source.MIJNOVERHEID_KADASTER: "MijnOverheid (Kadaster)",
    Source.MIJNOVERHEID_WOZ: "MijnOverheid (WOZ-waarde)",
}


def requested_sources() -> tuple[Source, ...]:
    """Every register of gids 8.1."""
    return tuple(NAMES)


def source_name(source: str) -> str:
    """The reader's name of a register."""
    return NAMES.get(Source(source), source)
