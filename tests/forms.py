"""Filling in a page's form as a browser would: what it shows is sent back, with some answers changed."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Collects the forms of a page, each as the fields that a browser would send."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.textarea = None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.forms.append({})
        elif not self.forms or "name" not in values:
            return
        elif tag == "textarea":
            self.textarea = values["name"]
            self.forms[-1].setdefault(self.textarea, []).append("")
        elif tag == "input" and (values.get("type") not in {"radio", "checkbox"} or "checked" in values):
            empty = "on" if values.get("type") in {"radio", "checkbox"} else ""
            self.forms[-1].setdefault(values["name"], []).append(values.get("value", empty))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.forms[-1][self.textarea][-1] += data.removeprefix("\n")


def fields_of(response, field):
    """Return what the form with a field would send, by name."""
    parser = _Forms()
    parser.feed(response.content.decode())
    (found,) = [form for form in parser.forms if field in form]
    return found


def fill_in(client, address, form_with, *, follow=True, **answers):
    """Open a page, change answers in the form that has a field, and send it; a list stands for ticked boxes.

    Names of fields are written with an underscore where they have a hyphen.
    """
    sent = fields_of(client.get(address), form_with)
    sent.update({name.replace("_", "-"): answer for name, answer in answers.items()})
    return client.post(address, sent, follow=follow)


def errors_of(response):
    """Return every error that a page says at one of its fields."""
    found = []

    class Errors(HTMLParser):
        inside = False

        def handle_starttag(self, tag, attributes):
            self.inside = "invalid-feedback" in (dict(attributes).get("class") or "")

        def handle_endtag(self, tag):
            self.inside = False

        def handle_data(self, data):
            if self.inside and data.strip():
                found.append(data.strip())

    Errors().feed(response.content.decode())
    return found
