// Moves a role's card to the lane of its answer, as soon as the answer changes, and lets it be dragged there.
// Without this script the radio buttons on each card do the same, once they are saved.

const board = document.querySelector("[data-board]");
const lanes = [...board.querySelectorAll("[data-lane]")];
const cardsOf = (lane) => lane.querySelector("[data-cards]");
const laneOf = (element) => element.closest("[data-lane]");
const radioFor = (card, stance) =>
  [...card.querySelectorAll("input[type=radio]")].find((radio) => radio.value === stance);

// Within a lane the cards keep the order of the catalogue.
function settle(card, lane) {
  const place = Number(card.dataset.card);
  const next = [...cardsOf(lane).children].find((other) => other !== card && Number(other.dataset.card) > place);
  cardsOf(lane).insertBefore(card, next || null);
}

function tell(card, lane) {
  for (const each of lanes) each.querySelector("[data-count]").textContent = cardsOf(each).children.length;
  const title = lane.querySelector(".lane-title").firstChild.data.trim();
  board.querySelector("[data-announce]").textContent = `${card.querySelector("legend").textContent}: ${title}`;
}

function answered(event) {
  const card = event.target.closest("[data-card]");
  const lane = card && lanes.find((each) => each.dataset.lane === event.target.value);
  if (!lane || laneOf(card) === lane) return;
  settle(card, lane);
  tell(card, lane);
  event.target.focus({ preventScroll: true }); // moving a card takes the focus away
  card.scrollIntoView({ block: "nearest" });
}

function dropped(event) {
  const lane = laneOf(event.item);
  const radio = radioFor(event.item, lane.dataset.lane);
  // The copy that was dragged along had radio buttons of the same name, so the answer is set again in any case.
  radio.checked = true;
  settle(event.item, lane);
  if (event.from === event.to) return;
  tell(event.item, lane);
  radio.dispatchEvent(new Event("input", { bubbles: true }));
}

board.addEventListener("change", answered);
if (window.Sortable) {
  board.classList.add("sortable");
  document.querySelector("[data-board-hint]").hidden = false;
  for (const lane of lanes) {
    new Sortable(cardsOf(lane), {
      group: "roles",
      sort: false,
      forceFallback: true, // one way of dragging, whatever the device
      fallbackTolerance: 4,
      delay: 150,
      delayOnTouchOnly: true,
      filter: ".choices",
      preventOnFilter: false,
      ghostClass: "ghost",
      scrollSensitivity: 80,
      onEnd: dropped,
    });
  }
}
