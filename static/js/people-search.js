// Narrows down the list of people beside a search field by what one types. Without this script all of it stands there.

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

for (const search of document.querySelectorAll("[data-search]")) {
  const list = search.parentElement;
  const people = [...list.querySelectorAll("[data-name]")];
  search.hidden = false;
  search.addEventListener("input", (event) => {
    const wanted = plain(event.target.value.trim());
    const fits = (text = "") => plain(text).includes(wanted);
    for (const each of people) {
      each.hidden = !fits(each.dataset.name) && !fits(each.closest("[data-party]")?.dataset.party);
    }
    for (const party of list.querySelectorAll("[data-party]")) {
      party.hidden = !party.querySelector("[data-name]:not([hidden])");
    }
    search.querySelector("[data-none]").hidden = people.some((each) => !each.hidden);
  });
  // Enter in the search field would send the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
