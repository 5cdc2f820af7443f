import pytest

from tools.strings import Text, Unreadable, in_python, in_template, merged


def test_python_strings_are_found_with_plural_and_context():
    source = 'a = _("Ny " "kontakt")\nb = ngettext("%(n)s dag", "%(n)s dage", n)\nc = pgettext_lazy("tid", "uge")'
    assert list(in_python(source, "x.py")) == [
        Text("Ny kontakt", None, None),
        Text("%(n)s dag", "%(n)s dage", None),
        Text("uge", None, "tid"),
    ]


def test_a_string_made_while_running_is_refused():
    with pytest.raises(Unreadable, match="x.py:1"):
        list(in_python('_(f"Hej {name}")', "x.py"))


def test_template_strings_are_found():
    source = """
    <p class="it's">Don't {% translate "Ny 'kontakt'" %} {{ x|default:_("ingen") }}
      {% blocktranslate count n=n trimmed %}
        {{ n }} dag
      {% plural %}
        {{ n }} dage
      {% endblocktranslate %}
    """
    assert list(in_template(source, "x.html")) == [
        Text("Ny 'kontakt'", None, None),
        Text("ingen", None, None),
        Text("%(n)s dag", "%(n)s dage", None),
    ]


def test_a_string_with_and_without_plural_is_one_entry():
    found = {Text("dag", None, None): ["a.py"], Text("dag", "dage", None): ["b.py"]}
    assert merged(found) == {Text("dag", "dage", None): ["b.py", "a.py"]}
