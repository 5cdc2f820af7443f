"""What the demo's workers write: short, neutral, as one would want it read aloud to the citizen."""

from __future__ import annotations

#: By the phase in which the contact takes place.
TALKED = {
    "contact": (
        "Sagde hej og fortalte, hvem vi er. Tog imod visitkort.",
        "Kort snak om vejret og hunden. Vil gerne hilse igen i næste uge.",
        "Fortæller, at nætterne er værst. Spurgte til sovepose, fik en fra bilen.",
        "Kender os fra varmestuen. Vil ikke snakke behandling, men drikker gerne kaffe.",
        "Spurgte, om vi kommer fra kommunen. Forklarede, at vi kommer uden krav.",
        "Har sår på underbenet. Fulgt til sygeplejersken, som rensede og forbandt.",
        "Taler om en dårlig oplevelse med behandling for fire år siden. Lyttede.",
        "Ny på stedet, kommer fra en anden by. Ved ikke, hvor man kan få et bad.",
        "Fik rent udstyr og naloxon. Gennemgik, hvordan det bruges.",
        "Vil have os til at spørge, før vi sætter os. Aftalt.",
        "Var træt og fåmælt. Vi blev stående et par minutter og gik igen.",
        "Har fået ny telefon. Må gerne kontaktes på sms.",
    ),
    "motivation": (
        "Talt om, hvad en god dag er. Nævner morgener uden abstinenser og kontakt med sin datter.",
        "Vejede for og imod: vil have ro, er bange for at miste vennerne på pladsen.",
        "Gik en tur langs vandet. Siger selv, at det er første gang i uger med tøj, der er vasket.",
        "Ringede sammen til jobcentret. Aftale om samtale flyttet, fritaget for fremmøde i denne måned.",
        "Har holdt to dage uden kokain. Vi sagde højt, at det er et stort skridt.",
        "Fortæller om panik i køen på apoteket. Aftalt, at en af os går med næste gang.",
        "Vil gerne i substitution, men ikke tilbage til samme hus. Undersøger muligheder.",
        "Boligen er truet: varsel om udsættelse. Ringet til boligrådgiver, møde aftalt.",
        "Talt om gælden i miljøet. Føler sig utryg ved banegården og vil mødes et andet sted.",
        "Tvivler på, om det nytter. Talte om, hvad der virkede sidst, det gik godt.",
        "Siger ja til at hilse på behandleren, hvis vi er med.",
        "Var påvirket, så vi holdt det kort. Aftalt ny tid.",
        "Lavede liste over, hvem der skal vide hvad. Søsteren må gerne kontaktes.",
        "Har sovet på sofa hos en ven i en uge. Spiser mere, virker mere rolig.",
    ),
    "bridging": (
        "Fulgt til første møde i behandlingen. Kom til tiden, blev hele timen.",
        "Opstart i substitution gået godt. Henter medicin hver morgen.",
        "Udeblev i går. Fandt hinanden i dag og ringede sammen og aftalte ny tid.",
        "Behandler og bostøtte har nu hinandens numre. Borgeren var med i samtalen.",
        "Med hos egen læge. Blodprøver taget, henvist til tandlæge.",
        "Talte om, at vi så småt trækker os. Vil gerne have et kald hver anden uge.",
        "Har fået anvist lejlighed. Mangler møbler, søger enkeltydelse sammen med bostøtten.",
        "Kort tilbagefald i weekenden, er allerede i kontakt med behandleren igen.",
    ),
    "guided": (
        "Spurgte om vej til sagsbehandler. Ringede sammen og fik en tid.",
        "Er i behandling i forvejen, men havde mistet kontakten. Formidlet nyt nummer.",
        "Ønskede hjælp til at komme til aftale på jobcentret. Fulgt derhen.",
        "Vejledt om åben rådgivning og om, hvornår sygeplejersken er på stedet.",
        "Har brug for alkoholbehandling. Fik nummer og gik selv derhen.",
        "Hjulpet med at få fat i sin støtte- og kontaktperson.",
        "Bekymret for en ven. Fik vores kort, giver det videre.",
    ),
}
SEEN = (
    "Vinkede fra den anden side af pladsen.",
    "Sad sammen med flere. Vi lod være med at gå hen.",
    "Så frisk ud, havde travlt.",
    "Sov. Vi vækkede ikke, så roligt og varmt pakket ud.",
)
NOT_MET = (
    "Ikke på de sædvanlige steder.",
    "Bankede på, ingen svarede. Lagde kort i postkassen.",
    "Telefonen er slukket.",
    "Ikke kommet til aftalen.",
    "Personalet har ikke set borgeren siden i fredags.",
)
RESTING = (
    "Siger tydeligt, at det ikke er nu. Vi hilser, men kommer ikke hen de næste uger.",
    "Vil have fred. Ved, hvor vi er om tirsdagen.",
)
ASKS = (
    "Spørger selv, om det kan lade sig gøre at komme i behandling. Anmodningen noteret, fristen forklaret.",
    "Siger: »Nu vil jeg i gang.« Aftalt udredning på centret.",
)
HEALTH = (
    "Sår på højre læg, ca. 3 cm, rent. Skiftet forbinding. Ses igen om to dage.",
    "Talt om vægttab og hoste. Tilbud om røntgen og prøver, tænker over det.",
)
CITIZENS_WORDS = (
    "Det er rigtigt nok. Men skriv også, at jeg har passet hunden hver dag.",
    "Jeg vil have, at det står, at jeg selv ringede.",
    "Fint.",
    "Jeg var ikke sur, jeg var træt.",
)
AGREEMENTS = (
    "Kaffe og snak",
    "Følges til egen læge",
    "Følges til samtale i behandlingen",
    "Ringe sammen til boligrådgiver",
    "Gåtur",
    "Møde med bostøtten",
    "Hente medicin sammen første gang",
    "Udredning på centret",
)
TASKS = (
    "Ringe til sagsbehandler om enkeltydelse",
    "Spørge egen læge om tid",
    "Finde sovepose og regntøj",
    "Undersøge plads på forsorgshjem",
    "Skrive orientering til behandler",
    "Aftale opstart med sygeplejersken",
    "Besøge på sygehuset inden udskrivning",
    "Følge op på varsel om udsættelse",
)
#: Why somebody's access was closed.
STOPPED = "Fratrådt"
PAUSES = ("Indlagt i psykiatrien", "Afsoner i åbent fængsel", "Bor hos familie på Sjælland i en periode")
CLOSED = {
    "stable_contact": "Fast kontakt til behandler og bostøtte. Ved, at vi kan kontaktes igen.",
    "completed": "Afsluttet efter aftale.",
    "guidance_given": "Vejledt og hjulpet videre.",
    "citizens_wish": "Ønsker ikke mere lige nu. Døren står åben.",
    "moved": "Flyttet. Ny kommune orienteret med samtykke.",
}
#: Why a request ended, by outcome; and when it took longer than fourteen days.
ENDED = {
    "started": "",
    "other_offer": "Valgte tilbud i ambulatoriet, hvor borgeren kender lægen.",
    "withdrawn": "Fortrød, vil vente. Kan anmode igen når som helst.",
}
LATE = "Borgeren bad selv om at vente til efter indlæggelsen."
CORRECTIONS = "Forkert antal minutter"
SKIPS = ("Borgeren kendte os i forvejen", "Kom selv til os på centret", "Ikke nødvendigt her")
BEST_MET = ("formiddag", "efter kl. 15", "når varmestuen åbner", "før medicinhentning")
SIGHTINGS = (
    "Har siddet udenfor hele natten. Virkede forkommen, men svarede, da jeg sagde godmorgen.",
    "Spurgte, om der er nogen, man kan snakke med om at holde op.",
    "Var her tre dage i træk, nu ikke set i to dage.",
)

#: Where somebody is admitted or imprisoned, what is agreed before they come out, and how a visit went.
WARDS = {
    "psychiatry": "Afsnit P2",
    "hospital": "Medicinsk afdeling",
    "prison": "Arresthuset",
    "surgery": "Ortopædkirurgisk afdeling",
    "before": "Infektionsmedicinsk afdeling",
}
PLANS = {
    "psychiatry": "Hentes kl. 10.00 ved hovedindgangen og følges til herberget.",
    "hospital": "",
    "prison": "Herberget holder en plads. Metadon aftales med lægen dagen før.",
    "surgery": "Ring til afdelingen om genoptræning.",
}
VISIT = "Besøg på afdelingen. Vil gerne hentes ved udskrivningen og følges til herberget."

#: Who turned out to be whom: a name told later, by municipality; somebody met at night whom a colleague knew.
TOLD_NAMES = {"461": "Torben Elkjær", "751": "Bent Toftegaard"}
MET_AT_NIGHT = ("Ham med ladcyklen", "Tog imod en kop kaffe. Ville ikke sige sit navn.")
THE_SAME = "Kontaktpersonen kendte cyklen og hilste på."

#: Planned talks: what they are called, why they were not held, what was written of those by telephone and those met.
TALKS = ("Samtale", "Samtale om ugen der gik", "Samtale om planen", "Opfølgning")
WHY_NOT = (
    "", "", "Turde ikke gå hjemmefra", "Havde glemt det", "Telefonen var slukket", "Syg", "Bussen kørte ikke",
)  # fmt: skip
WHY_NOT_US = "Medarbejderen var syg"
TALKED_FAR = (
    "Talte kort. Er hos sin bror uden for byen, men vil gerne holde fast i samtalerne.",
    "Det er lettere at tale i telefon i de dage, hvor det er svært at gå ud.",
    "Kort samtale om natten og om medicinen. Aftalte at tales ved igen i næste uge.",
)
TALKED_NEAR = (
    "God samtale om, hvad der gjorde ugen svær.",
    "Talte om boligen og om, hvem der kan hjælpe med brevet.",
    "Kom til tiden. Vil gerne tale mere om at trappe ned.",
)
