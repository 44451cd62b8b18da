// Recording a meeting: says how many are ticked, and offers only those as chair and as whose mandate it was.
// Without this script everybody is offered, and the server says what does not fit.

const sitters = document.querySelector(".sitters");
const boxes = sitters ? [...sitters.querySelectorAll("input[type=checkbox]")] : [];
const choices = [...document.querySelectorAll("select[name=chair], select[name$=-under]")].map((select) => ({
  select,
  groups: [...select.querySelectorAll("optgroup")].map((group) => ({ group, options: [...group.children] })),
}));

// Options are taken out and put back, as not every browser hides them.
function offer() {
  const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const { select, groups } of choices) {
    const chosen = select.value;
    for (const { group, options } of groups) {
      const kept = options.filter((option) => ticked.has(option.value));
      group.replaceChildren(...kept);
      group.remove();
      if (kept.length) select.append(group);
    }
    select.value = ticked.has(chosen) ? chosen : "";
  }
  sitters.querySelector("[data-ticked]").textContent = ticked.size ? `· ${ticked.size}` : "";
}

if (sitters) {
  sitters.addEventListener("change", offer);
  offer();
}

// What a calendar would bring: a whole series at once.
for (const whole of document.querySelectorAll("[data-series] [data-whole]")) {
  const box = whole.querySelector("input");
  const each = [...whole.parentElement.querySelectorAll("input[name=take]")];
  const follow = () => {
    const ticked = each.filter((one) => one.checked).length;
    box.checked = ticked === each.length;
    box.indeterminate = ticked > 0 && ticked < each.length;
  };
  box.addEventListener("change", () => {
    for (const one of each) one.checked = box.checked;
  });
  whole.parentElement.addEventListener("change", follow);
  whole.hidden = false;
  follow();
}
