// Says beside the button at the foot of a long form that something in it is not saved yet.

const form = document.querySelector("form.whole-page");
const note = form.querySelector("[data-unsaved]");

form.addEventListener("input", () => {
  note.textContent = note.dataset.unsaved;
  note.classList.add("unsaved");
});
