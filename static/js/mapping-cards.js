// Laying a role card: narrows the list by what one types, and lets "nobody" and people exclude each other.

const people = document.querySelector("[data-people]");
const search = document.querySelector("[data-search]");

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function narrow() {
  const wanted = plain(search.querySelector("input").value.trim());
  let found = 0;
  for (const group of people.querySelectorAll("[data-group]")) {
    let shown = 0;
    for (const choice of group.querySelectorAll("[data-name]")) {
      choice.hidden = !plain(choice.dataset.name).includes(wanted);
      if (!choice.hidden) shown += 1;
    }
    group.hidden = !shown;
    found += shown;
  }
  search.querySelector("[data-none]").hidden = found > 0;
}

if (people) {
  const nobody = people.querySelector("[name=nobody]");
  people.addEventListener("change", (event) => {
    if (event.target === nobody && nobody.checked) {
      for (const box of people.querySelectorAll("[name=people]:checked")) box.checked = false;
    } else if (event.target.name === "people" && event.target.checked) {
      nobody.checked = false;
    }
  });
  if (search) {
    search.hidden = false;
    search.addEventListener("input", narrow);
    // Enter in the search field would send the form.
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
}
