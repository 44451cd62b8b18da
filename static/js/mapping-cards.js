// Laying a role card: lets "nobody" and people exclude each other.

const people = document.querySelector("[data-people]");

if (people) {
  const nobody = people.querySelector("[name=nobody]");
  people.addEventListener("change", (event) => {
    if (event.target === nobody && nobody.checked) {
      for (const box of people.querySelectorAll("[name=people]:checked")) box.checked = false;
    } else if (event.target.name === "people" && event.target.checked) {
      nobody.checked = false;
    }
  });
}
