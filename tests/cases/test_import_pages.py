"""*Indlæs regneark* through the pages: who may, what is shown, what is logged, what can be downloaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import AccessLog
from cases.actions import imports as actions
from cases.actions.citizen import add_citizen
from cases.models import Citizen, Contact, ImportFile
from cases.views.imports import SAMPLES_DIR
from tests.cases.sheets import CITIZENS, CONTACTS, checked_file
from tests.cast import acting, client_of
from tests.queries import assert_same_queries

LIST = reverse("cases:imports")
EVERY_PAGE = ("import", "import_check", "import_faults", "import_confirm", "import_cancel")
PERSONAL = "Hemmelig Person"


def upload(client, text: str, name: str = "liste.csv"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, text.encode())})


def columns_of(page) -> dict[str, str]:
    """The columns page as it is sent when nothing is changed."""
    form = page.context["form"]
    kept = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in kept.items() if value} | {"shown_kind": page.context["kind"]}


def bring_in(client, text: str, **changes: str):
    """Upload, take the guess, check; the preview."""
    address = upload(client, text).url
    client.post(address, columns_of(client.get(address)) | changes)
    return client.get(address)


@pytest.fixture
def client(leader):
    return client_of(leader)


@pytest.fixture
def file(leader, centre) -> ImportFile:
    with acting(leader) as by:
        return checked_file(CITIZENS + f";{PERSONAL};;;;;\n;;;1980;;;\n", unit=centre, by=by)


def call(client, page: str, file: ImportFile):
    method = client.post if page in ("import_check", "import_confirm", "import_cancel") else client.get
    return method(reverse(f"cases:{page}", args=[file.pk]))


@pytest.mark.parametrize("who", ["owner", "health", "spotter", "dpo", "administrator"])
def test_whose_role_does_not_import_is_refused(who, request, file):
    client = client_of(request.getfixturevalue(who))

    assert client.get(LIST).status_code == 403
    assert upload(client, CITIZENS + ";Åse;;;;;\n").status_code == 403
    assert client.get(reverse("cases:import_sample", args=["borgere"])).status_code == 403
    assert {call(client, page, file).status_code for page in EVERY_PAGE} == {404}


@pytest.mark.parametrize("who", ["other_leader", "outside_leader"])
def test_a_file_of_another_unit_is_not_there(who, request, file, leader):
    client = client_of(request.getfixturevalue(who))

    assert {call(client, page, file).status_code for page in EVERY_PAGE} == {404}
    assert file.name not in client.get(LIST).content.decode()
    with acting(leader):
        assert ImportFile.objects.get(pk=file.pk).is_open


def test_from_file_to_citizens(client, leader):
    page = bring_in(client, CITIZENS + ";Åse Bæk;;1961;;461;Havnen\n;;;1980;;;\n")

    assert page.context["counts"] == {"new": 1, "known": 0, "double": 0, "faulty": 1}
    assert page.context["faults"] == [[3, "Navn", "Linjen siger ikke, hvem det er."]]
    assert page.context["new_places"] == "Havnen"
    assert page.context["sample"] == [[2, "Åse Bæk", "1961", "Havnen", "Odense"]]
    with acting(leader):
        assert not Citizen.objects.exists()

    done = client.post(reverse("cases:import_confirm", args=[page.context["file"].pk]), follow=True)
    text = done.content.decode()
    assert "Indlæst: 1 borger, 1 sted." in text
    assert "1 linje havde fejl" in text
    with acting(leader):
        change = Citizen.objects.get().history.get()
    assert (change.name, change.history_change_reason) == ("Åse Bæk", "Indlæst fra regnearket liste.csv")


def test_from_file_to_contacts_with_citizens_made_on_the_way(client, leader):
    lines = CONTACTS + "1.2.2026;9.30;Åse Bæk;;;Havnen;Gade;talt med;;10;Hej;\n2.2.2026;;Åse Bæk;;;;;;;;;\n"
    page = bring_in(client, lines, make_missing="on")

    assert (page.context["people_count"], page.context["new_people"]) == (1, "Åse Bæk")
    assert page.context["sample"][0] == [
        2,
        "01.02.2026 09.30",
        "Åse Bæk",
        "Havnen",
        "Gade",
        "Talte sammen",
        "Hej",
        "oprettes",
    ]
    client.post(reverse("cases:import_confirm", args=[page.context["file"].pk]))
    with acting(leader):
        assert list(Contact.objects.order_by("at").values_list("citizen__name", "note")) == [
            ("Åse Bæk", "Hej"),
            ("Åse Bæk", ""),
        ]


def test_a_file_that_cannot_be_read_says_so_at_the_field(client, leader):
    page = upload(client, "kun en linje")

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["file"]
    with acting(leader):
        assert not ImportFile.objects.exists()


def test_the_name_of_the_file_does_not_decide_what_it_is(client):
    assert upload(client, CITIZENS + ";Åse;;;;;\n", name="billede.png").status_code == 302


def test_columns_can_be_corrected(client):
    address = upload(client, "Hvem er det;Tlf\nÅse Bæk;20304050\n").url
    page = client.get(address)
    sent = columns_of(page)
    assert "column_name" not in sent

    refused = client.post(address, sent)
    assert "Vælg mindst én kolonne" in refused.content.decode()
    client.post(address, sent | {"column_name": "0"})
    assert client.get(address).context["sample"] == [[2, "Åse Bæk"]]


def test_another_kind_shows_its_columns_before_anything_is_checked(client, leader):
    address = upload(client, CITIZENS + ";Åse Bæk;;;;;\n").url
    page = client.post(address, columns_of(client.get(address)) | {"kind": "contacts"})

    assert page.context["other_kind"]
    assert "column_date" in page.context["form"].fields
    assert not page.context["form"].is_bound
    with acting(leader):
        assert ImportFile.objects.get().checked == 0


def test_the_check_goes_on_by_itself_and_by_hand(client, leader, centre, monkeypatch):
    monkeypatch.setattr(actions, "SLICE", 1)
    address = upload(client, CITIZENS + ";A A;;;;;\n;B B;;;;;\n;C C;;;;;\n").url
    client.post(address, columns_of(client.get(address)))
    check = f"{address}gennemgang/"

    part = client.post(check, headers={"HX-Request": "true"})
    assert "2 af 3 linjer" in part.content.decode()
    last = client.post(check, headers={"HX-Request": "true"})
    assert (last.status_code, last["HX-Redirect"]) == (204, address)
    assert client.post(check).url == address


def test_what_came_since_the_check_starts_it_again(client, leader, centre):
    page = bring_in(client, CITIZENS + ";Åse Bæk;;;;;\n;Bo Dal;;;;;\n")
    with acting(leader) as by:
        add_citizen(unit=centre, name="Åse Bæk", by=by)
    again = client.post(reverse("cases:import_confirm", args=[page.context["file"].pk]), follow=True)

    assert "Der er skrevet nyt, siden filen blev gennemgået" in again.content.decode()
    assert again.context["counts"] == {"new": 1, "known": 1, "double": 0, "faulty": 0}
    with acting(leader):
        assert Citizen.objects.count() == 1


def test_giving_up_writes_nothing_and_cannot_undo_what_is_written(client, file, leader):
    assert (
        "Intet er indlæst" in client.post(reverse("cases:import_cancel", args=[file.pk]), follow=True).content.decode()
    )
    page = bring_in(client, CITIZENS + ";Åse Bæk;;;;;\n")
    pk = page.context["file"].pk
    client.post(reverse("cases:import_confirm", args=[pk]))
    answer = client.post(reverse("cases:import_cancel", args=[pk]), follow=True)

    assert "Filen er allerede indlæst eller opgivet." in answer.content.decode()
    assert PERSONAL not in client.get(LIST).content.decode()


def test_the_faulty_lines_come_as_a_list_that_no_spreadsheet_calculates(client, leader, centre):
    with acting(leader) as by:
        file = checked_file(CITIZENS + ";Åse Bæk;;=1+1;;;\n", unit=centre, by=by)
    answer = client.get(reverse("cases:import_faults", args=[file.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="fejl.csv"'
    assert answer.content.decode() == (
        "\ufeffLinje;Kolonne;Hvad er galt\r\n"
        "2;Fødselsår eller fødselsdag;»=1+1« er ikke en dato. Skriv fx 22.11.2026.\r\n"
    )


def test_looking_at_the_lines_is_in_the_access_log(client, file, leader):
    with acting(leader):
        before = AccessLog.objects.count()
    client.get(file.get_absolute_url())
    client.get(f"{file.get_absolute_url()}?kolonner=1")
    client.get(reverse("cases:import_faults", args=[file.pk]))

    with acting(leader):
        rows = AccessLog.objects.order_by("at", "pk").values_list("action", "object_type", "object_id", "user_id")[
            before:
        ]
        assert list(rows) == [(action, "cases.importfile", file.pk, leader.pk) for action in ("view", "view", "export")]


def test_the_samples_can_be_fetched(client):
    for name in ("borgere", "kontakter"):
        answer = client.get(reverse("cases:import_sample", args=[name]))
        assert answer.content == (SAMPLES_DIR / f"{name}.csv").read_bytes()
    assert client.get(reverse("cases:import_sample", args=["settings"])).status_code == 404


def test_the_list_costs_the_same_for_any_number_of_files(client, leader, centre):
    def more(number: int) -> None:
        with acting(leader) as by:
            for _file in range(number):
                checked_file(CITIZENS + ";Åse Bæk;;;;;\n", unit=centre, by=by)

    more(1)
    assert_same_queries(lambda: client.get(LIST), lambda: more(2))


def test_the_preview_costs_the_same_for_any_number_of_lines(client, leader, centre):
    files: list[ImportFile] = []

    def another(lines: int) -> None:
        with acting(leader) as by:
            text = CITIZENS + "".join(f";Borger Nummer{n};;;;;Sted {n}\n" for n in range(lines))
            files.append(checked_file(text, unit=centre, by=by))

    another(1)
    assert_same_queries(lambda: client.get(files[-1].get_absolute_url()), lambda: another(3), lambda: another(100))
