"""The app's words. Its script has none of its own: it reads them, in Danish or English, from an address."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "brobyg": "Brobyg",
    # Opening and locking
    "sign_in": _("Log ind"),
    "sign_in_why": _("Første gang på denne tablet skal du være på nettet."),
    "email": _("E-mail"),
    "password": _("Adgangskode"),
    "choose_membership": _("Hvor arbejder du i dag?"),
    "new_code": _("Vælg en kode til tabletten"),
    "new_code_why": _(
        "Koden låser op, også uden net. Mindst 10 tegn, fx fire ord. Glemmer du den, så log ind igen: intet går tabt."
    ),
    "code": _("Kode"),
    "code_again": _("Koden én gang til"),
    "code_short": _("Koden skal være på mindst 10 tegn."),
    "code_differs": _("De to koder er ikke ens."),
    "new_pin": _("Vælg fire cifre"),
    "new_pin_why": _("De åbner skærmen, når den kun har hvilet et øjeblik."),
    "pin": _("Fire cifre"),
    "pin_digits": _("Skriv fire cifre."),
    "pin_wrong": _("Forkert. Du har %s forsøg tilbage."),
    "unlock": _("Lås op"),
    "lock": _("Lås"),
    "locked": _("Låst"),
    "code_wrong": _("Koden er forkert."),
    "code_forgotten": _("Glemt koden? Log ind igen"),
    "code_emptied": _("For mange forkerte koder. Log ind med din adgangskode: intet er tabt."),
    "who_are_you": _("Hvem er du?"),
    "somebody_else": _("En anden"),
    "sign_out": _("Log ud"),
    "sign_out_waiting": _("Der ligger %s, som ikke er sendt. De bliver liggende, til du selv logger ind igen."),
    "logged_out": _("Du er logget ud. Intet er tabt."),
    "sign_in_again": _("Log ind for at sende og hente"),
    "other_signs_in": _("Det er en anden, der logger ind. Lås først: så åbner I hver jeres del."),
    "ended": _("Din adgang er lukket. Det, der ikke er sendt, ligger stadig her: giv tabletten til din leder."),
    "wiped": _("Tabletten er slettet"),
    "wiped_why": _("Din leder har bedt om det. Der ligger ikke noget på den mere."),
    "install": _("Læg Brobyg på startskærmen"),
    "install_why": _("Så virker den uden net, og browseren sletter ikke det, du har skrevet."),
    # Around
    "home": _("I dag"),
    "people": _("Borgere"),
    "outbox": _("Udbakke"),
    "more": _("Mere"),
    "new_contact": _("Ny kontakt"),
    "back": _("Tilbage"),
    "cancel": _("Fortryd"),
    "save": _("Gem"),
    "close": _("Luk"),
    "choose": _("Vælg"),
    "yes": _("Ja"),
    "no": _("Nej"),
    "must": _("skal udfyldes"),
    "must_be_filled": _("Skal udfyldes."),
    "too_long": _("%s tegn for meget."),
    "language": _("English"),
    "light_dark": _("Lys eller mørk"),
    "open_pages": _("Åbn Brobygs sider"),
    "update_ready": _("Der er en ny udgave."),
    "update_now": _("Opdatér"),
    "update_wait": _("Den tages i brug, når du har gemt det, du skriver."),
    "no_script": _("Feltappen kræver JavaScript."),
    "storage_broken": _(
        "Tabletten kan ikke gemme lige nu. Teksten står her endnu: skriv den af, og genstart tabletten."
    ),
    "storage_full": _("Tabletten er fuld. Slet noget andet på den, og gem igen. Teksten står her endnu."),
    # Outbox
    "saved_here": _("Gemt på tabletten. Sendes, når der er net."),
    "all_sent": _("Alt er sendt"),
    "waiting_one": _("1 ikke sendt"),
    "waiting_many": _("%s ikke sendt"),
    "attention_one": _("1 kræver dig"),
    "attention_many": _("%s kræver dig"),
    "state_waiting": _("Venter på at blive sendt"),
    "state_sent": _("Sendt og gemt hos kommunen"),
    "state_rejected": _("Afvist"),
    "state_conflict": _("Andre har skrevet noget andet"),
    "state_blocked": _("Venter på en anden indtastning"),
    "state_malformed": _("Kan ikke læses hos kommunen"),
    "state_id_reused": _("Nummeret er brugt til noget andet"),
    "send_now": _("Send nu"),
    "sending": _("Sender …"),
    "sending_of": _("Sender %s af %s"),
    "no_network": _("Intet net. Der prøves igen af sig selv."),
    "server_trouble": _("Kommunens server svarer ikke. Der prøves igen af sig selv."),
    "mend": _("Ret og send igen"),
    "decided_elsewhere": _("Den ligger hos din leder under Kræver afklaring."),
    "seen": _("Set"),
    "amend": _("Ret"),
    "amend_of": _("Ret: %s"),
    "old_waiting": _("Det ældste har ventet i over et døgn. Find et net, eller gå på kontoret."),
    "receipt": _("Kvittering"),
    "outbox_empty": _("Udbakken er tom. Det, du skriver, lægger sig her, til det er sendt."),
    "export": _("Gem udbakken som fil"),
    "lost_numbers": _("Tabletten har mistet indtastning nr. %s. Fortæl det til din leder."),
    "written": _("Skrevet"),
    "clock_wrong": _("Tablettens ur går forkert. Ret det i tablettens indstillinger, før du skriver mere."),
    # People
    "search_people": _("Søg på navn, kaldenavn eller sted"),
    "mine": _("Mine"),
    "team": _("Teamet"),
    "nobody_found": _("Ingen fundet på tabletten."),
    "no_list": _("Listen er ikke hentet."),
    "list_from": _("Hentet %s"),
    "list_expired": _("Listen er udløbet og slettet fra tabletten. Log ind for at hente en ny."),
    "fetch_list": _("Hent listen"),
    "usual_places": _("Plejer at være"),
    "best_met": _("Bedst at træffe"),
    "alerts": _("Akutte hensyn"),
    "last_contact": _("Talte sidst"),
    "never_talked": _("Ikke talt endnu"),
    "next_agreement": _("Næste aftale"),
    "rest_until": _("Lad være i fred til"),
    "open_tasks": _("Opgaver og aftaler"),
    "phone": _("Telefon"),
    "new_citizen": _("Ny borger"),
    "new_alias": _("Ny borger: »%s«"),
    "not_sent_yet": _("ikke sendt endnu"),
    "write_about": _("Skriv"),
    # Contact
    "who": _("Hvem"),
    "nobody_known": _("Ingen bestemt"),
    "unknown_person": _("En, vi ikke kender"),
    "where": _("Hvor"),
    "sort_near": _("Vis de nærmeste først"),
    "position_denied": _("Tabletten må ikke vide, hvor den er. Vælg stedet selv."),
    "other_place": _("Andet sted"),
    "quick_not_met": _("Gem: ikke truffet"),
    "when_now": _("Nu"),
    "when_hour": _("For 1 time siden"),
    "when_yesterday": _("I går"),
    "when_other": _("Et andet tidspunkt"),
    "more_fields": _("Mere"),
    "choose_who": _("Vælg, hvem det var, eller »Ingen bestemt«."),
    # Today
    "today_visits": _("Ruter og besøg i dag"),
    "go_out": _("Gå ud"),
    "come_back": _("Vi er tilbage"),
    "out_since": _("Ude siden kl. %s"),
    "back_by": _("Ventes tilbage kl. %s"),
    "done": _("Udført"),
    "more_time": _("30 min. mere"),
    "held": _("Afholdt"),
    "held_plain": _("Afholdt uden notat"),
    "missed": _("Udeblev"),
    "cancelled": _("Afbud"),
    "nothing_today": _("Intet planlagt i dag."),
    "overdue": _("Overskredet"),
}


def words() -> dict[str, str]:
    """In the language that is active."""
    return {key: str(text) for key, text in WORDS.items()}


def all_words() -> dict[str, dict[str, str]]:
    spoken = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            spoken[code] = words()
    return spoken
