// Choosing colleagues: puts the list aside while everybody is ticked, and narrows it down by what one types.

const list = document.querySelector("[data-colleagues]");
const everybody = document.getElementById("everybody");
const search = document.querySelector("[data-search]");

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function showList() {
  list.hidden = everybody.checked;
}

function narrow() {
  const wanted = plain(search.querySelector("input").value.trim());
  let found = 0;
  for (const party of list.querySelectorAll("[data-party]")) {
    const whole = plain(party.dataset.party).includes(wanted);
    let shown = 0;
    for (const member of party.querySelectorAll("[data-name]")) {
      member.hidden = !whole && !plain(member.dataset.name).includes(wanted);
      if (!member.hidden) shown += 1;
    }
    party.hidden = !shown;
    found += shown;
  }
  search.querySelector("[data-none]").hidden = found > 0;
}

if (list && everybody) {
  everybody.addEventListener("change", showList);
  showList();
  if (search) {
    search.hidden = false;
    search.addEventListener("input", narrow);
    // Enter in the search field would send the form.
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
}
