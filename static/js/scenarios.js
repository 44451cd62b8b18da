// The board of a scenario: take hold of a role by clicking and give it to somebody, or drag it there; and narrowing
// down a list of people by what one types. Without this script, links and the form on top do the same.

const search = document.querySelector("[data-search]");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const board = () => document.querySelector("[data-board]");
const form = () => document.getElementById("step-form");
let moved = null; // the role that has just been moved, and to whom; or "steps" when one was left out

function take(chip) {
  for (const each of board().querySelectorAll("[data-chip][aria-current]")) each.removeAttribute("aria-current");
  form().elements.role.value = chip.dataset.role;
  form().elements.from.value = chip.dataset.seat;
  form().elements.to.value = "";
  chip.setAttribute("aria-current", "true");
  form().querySelector("[data-chosen]").textContent = chip.dataset.label;
  board().classList.add("choosing");
  board().classList.toggle("from-somebody", chip.dataset.seat !== "");
}

function letGo() {
  const chip = board().querySelector("[data-chip][aria-current]");
  board().classList.remove("choosing", "from-somebody");
  form().reset();
  if (!chip) return;
  chip.removeAttribute("aria-current");
  chip.focus({ preventScroll: true });
}

function clicked(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || !board()) return;
  const here = event.target.closest(".give-here");
  if (here) form().elements.to.value = here.value; // htmx does not send the button itself
  const chip = event.target.closest("[data-chip]");
  if (chip) {
    event.preventDefault();
    if (chip.hasAttribute("aria-current")) return letGo();
    take(chip);
    if (!event.detail) form().elements.to.focus(); // by keyboard: on to whom it goes
  } else if (event.target.closest("[data-cancel]")) {
    event.preventDefault();
    letGo();
  }
}

function pressed(event) {
  if (event.key === "Escape" && board() && board().classList.contains("choosing")) letGo();
}

function dropped(event) {
  board().classList.remove("dragging");
  const { from, to, item } = event;
  if (from === to) return;
  const fields = form().elements;
  fields.role.value = item.dataset.role;
  fields.from.value = from.dataset.drop;
  fields.to.value = to.dataset.drop;
  form().requestSubmit();
}

function makeDraggable() {
  if (!window.Sortable || !form()) return;
  board().classList.add("draggable");
  board().classList.toggle("from-somebody", form().elements.from.value !== "");
  form().querySelector("[data-hint]").hidden = false;
  for (const place of board().querySelectorAll("[data-drop]")) {
    new Sortable(place, {
      group: { name: "roles", pull: place.dataset.drop === "" ? "clone" : true },
      sort: false,
      draggable: "[data-grip]",
      forceFallback: true, // one way of dragging, whatever the device
      fallbackTolerance: 4,
      delay: 150,
      delayOnTouchOnly: true,
      ghostClass: "ghost",
      scrollSensitivity: 80,
      onStart: () => board().classList.add("dragging"),
      onEnd: dropped,
    });
  }
}

function narrow() {
  const wanted = plain(search.querySelector("input").value.trim());
  const everybody = [...document.querySelectorAll("[data-words]")];
  for (const each of everybody) each.hidden = !plain(each.dataset.words).includes(wanted);
  search.querySelector("[data-none]").hidden = everybody.some((each) => !each.hidden);
}

function sent(event) {
  if (event.target.matches("[data-remove]")) moved = "steps";
  if (event.target !== form()) return;
  moved = { role: form().elements.role.value, seat: form().elements.to.value };
}

// What was pressed is gone with the board that it stood on, so the focus goes to what came of it.
function shown(event) {
  if (event.target.id !== "play" && event.detail.target?.id !== "play") return;
  makeDraggable();
  if (search) narrow();
  const place = moved === "steps" ? document.getElementById("steps-heading") : chipOf(moved);
  if (place) place.focus({ preventScroll: true });
  moved = null;
}

function chipOf(where) {
  if (!where) return null;
  if (document.getElementById("step-error")) return form().elements.to;
  return board().querySelector(`[data-chip][data-role="${where.role}"][data-seat="${where.seat}"]`);
}

if (search) {
  search.hidden = false;
  search.querySelector("[data-without-scripts]")?.setAttribute("hidden", "");
  search.addEventListener("input", narrow);
  // Enter in the search field would send the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
if (board()) {
  makeDraggable();
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  document.addEventListener("htmx:beforeRequest", sent);
  document.addEventListener("htmx:afterSettle", shown);
}
