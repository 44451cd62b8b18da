// Leading a conversation: the arrow keys go to the previous and the next step.

const keys = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !keys[event.key]) return;
  const link = document.querySelector(`.talk-steps a[rel=${keys[event.key]}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
