"""The organisation's own words stand where its people read them."""

from accounts.actions.units import choose_words
from cases.models import ChecklistItem
from cases.pathway import in_words_of, step
from tests.cast import acting, client_of, membership_of


def test_a_step_speaks_the_organisations_words(municipality, founder):
    choose_words(organisation=municipality, words={"therapist": "rådgiver", "side_use": "andet brug"}, by=founder)

    treatment = in_words_of(municipality, step("bridging.treatment"))
    assert treatment.aim == "Borgerens rådgiver har ansvaret; du holder kontakten, især i begyndelsen."
    assert [item.text for item in treatment.checklist if item.key == "therapist"] == [
        "Kontakt med borgerens rådgiver aftalt"
    ]


def test_the_first_version_of_a_checklist_is_written_in_them(case, owner):
    with acting(owner):
        texts = ChecklistItem.objects.filter(key="confidence").values_list("text", flat=True)
        assert list(texts) == ["Talt om, hvad I ikke bringer videre, fx om sideforbrug"]


def test_a_worker_is_called_what_the_organisation_says(municipality, owner, founder):
    choose_words(organisation=municipality, words={"worker": "gademedarbejder"}, by=founder)

    assert membership_of(owner).role_label == "Gademedarbejder"
    assert "Gademedarbejder" in client_of(owner).get("/min-dag/").content.decode()
