// Opens a cell's editor inside the page where the matrix stands instead of on a page of its own, and lets the
// arrow keys move. Without this script every cell is a link to that page.

const TABLE = ".matrix[data-editable]";

const editor = () => document.getElementById("cell-editor");

function open(link) {
  htmx.ajax("GET", link.href, { target: "#cell-editor-body", swap: "innerHTML" }).then(() => {
    const dialog = editor();
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

function clicked(event) {
  const link = event.target.closest(`${TABLE} td > a`);
  if (link && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open(link);
  } else if (event.target === editor() || event.target.closest("#cell-editor [data-close]")) {
    event.preventDefault();
    editor().close();
  }
}

function pressed(event) {
  if (!event.target.closest(TABLE)) return;
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
}

function saved(event) {
  editor().close();
  const link = document.querySelector(`${TABLE} a[href="${event.detail.cell}"]`);
  if (link) link.focus({ preventScroll: true });
  // On the dashboard, everything above the matrix follows from what was saved.
  const target = "#overview";
  if (document.querySelector(target)) {
    htmx.ajax("GET", window.location.href, { target, select: target, swap: "outerHTML" });
  }
}

if (window.htmx && window.HTMLDialogElement) {
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  document.addEventListener("matrix:saved", saved);
  // What does not belong in the editor (signing in again, a member who is gone) is shown as a page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "cell-editor-body") return;
    if (new URL(event.detail.xhr.responseURL).pathname.includes("/matrix/")) return;
    event.detail.shouldSwap = false;
    window.location.reload();
  });
  document.addEventListener("htmx:responseError", (event) => {
    window.location.assign(event.detail.pathInfo.requestPath);
  });
}
