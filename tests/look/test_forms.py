"""The base form: what it draws and what it leaves alone."""

from datetime import date

from django import forms

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.widgets import LongText
from accounts.models import User
from accounts.templatetags.house import field_error_summary
from tests.look.desk import NoteForm


def test_sections_come_in_the_order_declared():
    laid_out = [(str(s.title), [bound.name for bound in s.fields], s.is_open) for s in NoteForm().laid_out()]
    assert laid_out == [
        ("Hvordan", ["way", "on", "minutes"], True),
        ("Hvad", ["note"], True),
        ("Mere", ["who"], False),
    ]


def test_what_is_wrong_is_summed_up_in_the_order_of_the_screen():
    class Backwards(HouseForm):
        sections = (Section("Hvem", ("name",)), Section("Hvor", ("place",)))
        key = forms.CharField(widget=forms.HiddenInput)
        place = forms.CharField()
        name = forms.CharField()

    assert [bound.name for bound in field_error_summary(Backwards({}))["fields"]] == ["name", "place", "key"]


def test_a_folded_section_opens_on_an_error():
    form = NoteForm({"way": "street", "note": "Hej", "who": ["x"]})
    assert [section.is_open for section in form.laid_out()] == [True, True, True]


def test_a_folded_section_opens_on_what_stands_in_it():
    assert [section.is_open for section in NoteForm(initial={"who": ["a"]}).laid_out()] == [True, True, True]


def test_fields_without_a_section_come_first():
    class Extra(NoteForm):
        key = forms.CharField(widget=forms.HiddenInput)
        loose = forms.CharField()

    form = Extra()
    assert [bound.name for bound in next(form.laid_out()).fields] == ["loose"]
    assert [bound.name for bound in form.hidden_fields()] == ["key"]


def test_dates_and_times_use_the_pickers_of_the_tablet():
    class When(HouseForm):
        day = forms.DateField(initial=date(2026, 3, 2))
        time = forms.TimeField()
        both = forms.DateTimeField()

    form = When()
    kinds = [(b.field.widget.input_type, b.field.widget.format) for b in form]
    assert kinds == [("date", "%Y-%m-%d"), ("time", "%H:%M"), ("datetime-local", "%Y-%m-%dT%H:%M")]
    assert 'value="2026-03-02"' in str(form["day"])


def test_what_the_pickers_send_is_understood():
    form = NoteForm({"way": "street", "note": "Hej", "on": "2026-03-02"})
    assert (form.is_valid(), form.cleaned_data["on"]) == (True, date(2026, 3, 2))


def test_a_long_text_is_never_cut_by_the_browser():
    html = str(NoteForm()["note"])
    assert ("maxlength" in html, 'data-longest="40"' in html) == (False, True)


def test_line_ends_become_plain():
    assert LongText().value_from_datadict({"note": "en\r\nto"}, {}, "note") == "en\nto"


def test_an_empty_required_field_says_so():
    form = NoteForm({"way": "street"})
    assert form.errors == {"note": ["Skal udfyldes."]}
    assert 'aria-invalid="true"' in str(form["note"])


def test_a_message_of_the_form_itself_stands():
    class Own(HouseForm):
        name = forms.CharField(error_messages={"required": "Hvem?"})

    assert Own({}).errors == {"name": ["Hvem?"]}


def test_a_form_over_a_model_is_laid_out_alike():
    class Person(HouseModelForm):
        sections = (Section("Hvem", ("name",)),)

        class Meta:
            model = User
            fields = ("email", "name")

    form = Person(instance=User(name="Oda"))
    assert [[bound.name for bound in section.fields] for section in form.laid_out()] == [["email"], ["name"]]
    assert 'class="form-control"' in str(form["name"])
