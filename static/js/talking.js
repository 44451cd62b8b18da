// Enlarges the picture of who met whom where it stands, lets one drag it, and makes whom somebody met stand out.
// Without this script every enlargement is a link, and every spot one to the picture around it.

const card = document.querySelector("[data-talk]");
const frame = card && card.querySelector(".talk-scroll");
const graph = frame && frame.querySelector("svg");

function enlarge(event) {
  const link = event.target.closest("a[data-zoom]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { scrollLeft, scrollTop, clientWidth, clientHeight, scrollWidth, scrollHeight } = frame;
  const across = (scrollLeft + clientWidth / 2) / scrollWidth;
  const down = (scrollTop + clientHeight / 2) / scrollHeight;
  for (const other of card.querySelectorAll("a[data-zoom]")) {
    other.toggleAttribute("aria-current", false);
    graph.classList.toggle(`zoom-${other.dataset.zoom}`, other === link);
  }
  link.setAttribute("aria-current", "true");
  frame.classList.toggle("enlarged", link.dataset.zoom !== "1");
  frame.scrollLeft = across * frame.scrollWidth - frame.clientWidth / 2; // the middle stays the middle
  frame.scrollTop = down * frame.scrollHeight - frame.clientHeight / 2;
}

function drag(event) {
  if (event.pointerType !== "mouse" || event.button || !frame.classList.contains("enlarged")) return;
  const from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
  let moved = false;
  const move = ({ clientX, clientY }) => {
    moved ||= Math.hypot(clientX - event.clientX, clientY - event.clientY) > 4;
    frame.classList.toggle("dragged", moved);
    if (moved) frame.scrollTo(from.x - clientX, from.y - clientY);
  };
  const swallow = (click) => click.preventDefault(); // what was dragged was not clicked
  const stop = () => {
    window.removeEventListener("pointermove", move);
    frame.classList.remove("dragged");
    if (!moved) return;
    frame.addEventListener("click", swallow, true);
    setTimeout(() => frame.removeEventListener("click", swallow, true));
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", stop, { once: true });
}

function point(event) {
  const spot = event.target.closest("[data-spot]");
  graph.classList.toggle("pointed", Boolean(spot));
  for (const part of graph.querySelectorAll(".near")) part.classList.remove("near");
  if (!spot) return;
  const near = new Set([spot.dataset.spot]);
  for (const line of graph.querySelectorAll("line")) {
    const ends = line.dataset.of.split(" ");
    if (!ends.includes(spot.dataset.spot)) continue;
    line.classList.add("near");
    ends.forEach((end) => near.add(end));
  }
  for (const other of graph.querySelectorAll("[data-spot]")) {
    if (near.has(other.dataset.spot)) other.classList.add("near");
  }
}

if (graph) {
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2; // a narrow screen begins in the middle
  card.addEventListener("click", enlarge);
  frame.addEventListener("pointerdown", drag);
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  graph.addEventListener("mouseover", point);
  graph.addEventListener("mouseleave", point);
  graph.addEventListener("focusin", point);
  graph.addEventListener("focusout", point);
}
