// Lays a handle over the triangle of attention, which sets the three number fields, and says what is left of 100.
// Without this script the fields are filled in by hand.

// As in roles/pictures/triangle.py: organisation, individual, network, in a picture of 364 by 278 that begins at -32.
const CORNERS = [[150, 26], [24, 244], [276, 244]];
const [LEFT, WIDTH, HEIGHT] = [-32, 364, 278];
const STEP = 5;
const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

const place = (shares) =>
  [0, 1].map((axis) => shares.reduce((sum, share, i) => sum + (share / 100) * CORNERS[i][axis], 0));

// Three shares of 0 or more that make 100, in whole steps, as near as can be to three that need not be so.
function rounded(shares, step) {
  const floor = shares.map((share) => Math.max(0, share));
  const total = floor.reduce((sum, share) => sum + share, 0) || 1;
  const exact = floor.map((share) => ((share / total) * 100) / step);
  const whole = exact.map(Math.floor);
  const order = [0, 1, 2].sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]));
  for (let rest = 100 / step - whole.reduce((sum, share) => sum + share, 0), i = 0; rest > 0; rest -= 1, i += 1)
    whole[order[i % 3]] += 1;
  return whole.map((share) => share * step);
}

function sharesAt(x, y) {
  const [[x1, y1], [x2, y2], [x3, y3]] = CORNERS;
  const area = (y2 - y3) * (x1 - x3) + (x3 - x2) * (y1 - y3);
  const first = ((y2 - y3) * (x - x3) + (x3 - x2) * (y - y3)) / area;
  const second = ((y3 - y1) * (x - x3) + (x1 - x3) * (y - y3)) / area;
  return [first * 100, second * 100, (1 - first - second) * 100];
}

// One step with an arrow key: up and down towards the organisation and away from it, sideways between the other two.
function moved([first, second, third], key, step) {
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const part = key === "ArrowLeft" ? Math.min(step, third) : -Math.min(step, second);
    return [first, second + part, third - part];
  }
  const top = Math.min(100, Math.max(0, first + (key === "ArrowUp" ? step : -step)));
  const rest = second + third;
  const part = Math.round((100 - top) * (rest ? second / rest : 0.5));
  return [top, part, 100 - top - part];
}

function start(root) {
  const picker = root.querySelector("[data-picker]");
  const handle = root.querySelector("[data-handle]");
  const line = root.querySelector("[data-left-line]");
  const fields = [...root.querySelectorAll("[data-share]")];
  const labels = fields.map((field) => field.labels[0].textContent.trim());
  const typed = () => fields.map((field) => (field.value.trim() === "" ? NaN : Number(field.value)));

  function show() {
    const shares = typed();
    const given = shares.filter((share) => !Number.isNaN(share));
    const off = 100 - given.reduce((sum, share) => sum + share, 0);
    const { unset, left, over, exact } = root.dataset;
    line.textContent = off > 0 ? `${left} ${off}` : off < 0 ? `${over} ${-off}` : exact;
    line.classList.toggle("exact", off === 0);
    const known = given.length === 3 && off === 0 && given.every((share) => share >= 0);
    const [x, y] = place(known ? shares : [100 / 3, 100 / 3, 100 / 3]);
    handle.style.left = `${((x - LEFT) / WIDTH) * 100}%`;
    handle.style.top = `${(y / HEIGHT) * 100}%`;
    handle.classList.toggle("unset", !known);
    handle.setAttribute("aria-valuenow", known ? shares[0] : 33);
    handle.setAttribute("aria-valuetext", known ? labels.map((label, i) => `${label} ${shares[i]}`).join(", ") : unset);
  }

  function choose(shares) {
    fields.forEach((field, i) => { field.value = shares[i]; });
    show();
    fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  function point(event) {
    const box = picker.querySelector("svg").getBoundingClientRect();
    const x = LEFT + ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    choose(rounded(sharesAt(x, y), STEP));
  }

  function press(event) {
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    const shares = typed();
    const known = shares.every((share) => share >= 0) && shares[0] + shares[1] + shares[2] === 100;
    choose(moved(known ? shares : [34, 33, 33], event.key, event.shiftKey ? 1 : STEP));
  }

  for (const [name, value] of Object.entries({ role: "slider", tabindex: 0, "aria-valuemin": 0, "aria-valuemax": 100 }))
    handle.setAttribute(name, value);
  handle.hidden = false;
  root.querySelector("[data-hint]").hidden = false;
  root.classList.add("pointing");
  picker.addEventListener("pointerdown", (event) => {
    // A finger on the triangle may be scrolling past; on the handle, or with a mouse, it is meant.
    if (event.pointerType !== "mouse" && event.target !== handle) return;
    event.preventDefault();
    picker.setPointerCapture(event.pointerId);
    point(event);
    handle.focus({ preventScroll: true });
  });
  picker.addEventListener("pointermove", (event) => {
    if (picker.hasPointerCapture(event.pointerId)) point(event);
  });
  picker.addEventListener("click", (event) => {
    if (event.pointerType !== "mouse") point(event);
  });
  handle.addEventListener("keydown", press);
  root.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-balance]").forEach(start);
