"""What the published report calls its rows (S2). A key is the same in every language; the screen has words of its own.

They are the names under which JSON, the comparison with 2017 and the address of a row know a number.
"""

from __future__ import annotations

from cases.models import Citizen

GENDERS = {"Kvinde": Citizen.Gender.WOMAN, "Mand": Citizen.Gender.MAN, "Andet køn": Citizen.Gender.OTHER}
#: (from, to) of ages in whole years.
AGES = {
    "Under 25 år": (0, 24), "25-29 år": (25, 29), "30-39 år": (30, 39), "40-49 år": (40, 49), "50-59 år": (50, 59),
    "over 60 år": (60, 200),
}  # fmt: skip
SUBSTANCES = {
    "Cannabis": "cannabis", "Alkohol": "alcohol", "Opiater": "opiates", "Andet": "other",
    "CNS-stimulerende": "stimulants", "Hallucinogener": "hallucinogens",
}  # fmt: skip
INCOMES = {
    "Kontanthjælp": ("cash_benefit",), "Førtidspension/pension": ("pension",),
    "Andet": ("wages", "rehabilitation", "illegal", "not_said"),
}  # fmt: skip

#: P4-3: the question of tool 2 and the answers that count; without any all of them.
BOTHERED = "betydeligt_eller_meget_besværet_af_stofmisbrug_pct"
IMPORTANT = "meget_vigtigt_at_få_behandling_for_stofmisbrug_pct"
DAYS = "dage_med_stofproblemer_sidste_30_dage_blandt_dem_med_problemer"
PHYSICAL, PSYCHOLOGICAL = "fysiske_problemer_pct", "psykiske_problemer_pct"
MEDICINE, NO_WORK = "ordineret_medicin_for_psykiske_problemer_pct", "ikke_arbejdet_eller_forsøgt_pct"
UNKNOWN, AGE = "ukendt_eller_uden_kontakt_pct", "gennemsnitsalder"
KEY_NUMBERS: dict[str, tuple[str, ...]] = {
    BOTHERED: ("drugs_bothered", "3", "4"),
    IMPORTANT: ("drugs_importance", "4"),
    PHYSICAL: ("physical_problems", "yes"),
    PSYCHOLOGICAL: ("psychological_problems", "yes"),
    DAYS: ("drugs_days",),
    MEDICINE: ("psychological_medicine", "yes"),
    NO_WORK: ("worked", "no"),
}

#: F7-1.
CONTACT, ADVISED, BEGUN = (
    "Samlet kontakt", "Vejledt og rådgivet (uden for målgruppen)", "Motivationsarbejde igangsat (i målgruppen)",
)  # fmt: skip

#: FB-3, from contact to the third month.
ATTRITION = (
    "kontakt", "indsats", "måleredskab 1 før+efter (par)", "måling af tilknytning før",
    "måling af rusmidler/helbred/indkomst ved indskrivning", "demografi", "måling af tilknytning efter",
    "tremåneders par, dage", "tremåneders par, besvær/vigtighed stof", "tremåneders par, besvær/vigtighed fysisk",
    "fidelitet på individniveau (besvarelser)",
)  # fmt: skip
