// Opens a cell's editor inside the matrix instead of on a page of its own, and lets the arrow keys move.
// Without this script every cell is a link to that page.

const table = document.querySelector(".matrix[data-editable]");
const dialog = document.getElementById("cell-editor");

function open(link) {
  htmx.ajax("GET", link.href, { target: "#cell-editor-body", swap: "innerHTML" }).then(() => {
    if (!dialog.open) dialog.showModal();
    const error = dialog.querySelector(".is-invalid, .form-check-input:checked");
    if (error) error.focus();
  });
}

function neighbour(link, key) {
  const cell = link.parentElement;
  const row = cell.parentElement;
  const links = [...row.querySelectorAll("td > a")];
  const place = links.indexOf(link);
  if (key === "ArrowLeft") return links[place - 1];
  if (key === "ArrowRight") return links[place + 1];
  if (key === "Home") return links[0];
  if (key === "End") return links[links.length - 1];
  const other = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
  return other && other.children[cell.cellIndex].querySelector("a");
}

if (table && dialog && window.htmx && dialog.showModal) {
  table.addEventListener("click", (event) => {
    const link = event.target.closest("td > a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  table.addEventListener("keydown", (event) => {
    const undo = document.querySelector("#matrix-saved [name=undo]");
    if (undo && event.key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      undo.click();
    }
    const link = event.target.closest("td > a");
    if (!link || !/^(Arrow|Home|End)/.test(event.key)) return;
    const next = neighbour(link, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog && !event.target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  document.body.addEventListener("matrix:saved", (event) => {
    dialog.close();
    const link = table.querySelector(`a[href="${event.detail.cell}"]`);
    if (link) link.focus();
  });
  // What does not belong in the editor (signing in again, a member who is gone) is shown as a page.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname.includes("/matrix/")) return;
    event.detail.shouldSwap = false;
    window.location.reload();
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    window.location.assign(event.detail.pathInfo.requestPath);
  });
}
