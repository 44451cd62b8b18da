"""What a page is held to in the browser. Each check returns its complaints: an empty list is good."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.steps import settled

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}

# Only the complaints leave the page: bringing all of axe's results over takes as long as finding them.
VIOLATIONS = """options => axe.run(document, options).then(({ violations }) => violations.flatMap(
  ({ id, nodes }) => nodes.slice(0, 3).map(
    ({ target, failureSummary }) => `${id}: ${target} ${failureSummary.trim().split('\\n').pop().trim()}`)))"""

TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = element =>
    element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
  const sticksOut = element => element.getBoundingClientRect().right > root.clientWidth + 1;
  return [...document.body.querySelectorAll('*')]
    .filter(element => sticksOut(element) && !scrolls(element.parentElement))
    .slice(0, 5).map(element => element.outerHTML.slice(0, 120)).concat('wider than the screen');
}"""

TEXTS = """() => {
  const found = new Set();
  const foreign = element => element.closest('script, style, code, pre, time, [lang]:not(html)');
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!foreign(node.parentElement)) found.add(node.data);
  }
  for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'hx-confirm'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!foreign(element)) found.add(element.getAttribute(name));
  return [...found].map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => /\\p{L}{2}/u.test(text));
}"""


class Watch:
    """Notes what the pages of a context say to the console, and whom they ask for something."""

    def __init__(self, context, own):
        self.own = urlsplit(own).netloc
        self.complaints = []
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"script failed: {error.error}"))

    def _on_request(self, request):
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != self.own:
            self.complaints.append(f"asks another host: {request.url}")

    def _on_response(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _on_console(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def take(self):
        """Return the complaints since the last time."""
        taken, self.complaints = self.complaints, []
        return taken


def inaccessible(page):
    """What axe finds: rules of WCAG 2.2 AA, and good practice."""
    settled(page).evaluate(AXE_SCRIPT)
    return page.evaluate(VIOLATIONS, AXE_OPTIONS)


def unreadable_in_the_dark(page):
    """What axe, which is there already, finds of colours when the page gets the mark of the other theme.

    Nothing else of a page differs, so it does not have to be asked for again.
    """
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    return page.evaluate(VIOLATIONS, COLOURS)


def too_wide(page):
    """What makes the page scroll sideways on the narrowest screen."""
    page.set_viewport_size(NARROW)
    complaints = page.evaluate(TOO_WIDE)
    page.set_viewport_size(WIDE)
    return complaints


def texts(page):
    """Every text that a reader or a screen reader comes across, without the parts marked as another language."""
    return set(page.evaluate(TEXTS))
