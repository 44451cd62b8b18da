// Choosing colleagues: puts the list aside while everybody is ticked.

const list = document.querySelector("[data-colleagues]");
const everybody = document.getElementById("everybody");

function showList() {
  list.hidden = everybody.checked;
}

if (list && everybody) {
  everybody.addEventListener("change", showList);
  showList();
}
