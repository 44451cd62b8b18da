// Writing a proposal: leads to the preview, and fills in what can be known.

document.querySelector("[data-focus]")?.focus({ preventScroll: false });

// Whoever takes over my role is the one whose role I take, when two roles are exchanged.
const rows = [...document.querySelectorAll("[data-move]")];
if (rows.length === 2) {
  const [mine, theirs] = rows.map((row) => ({
    giver: row.querySelector("select[name$=-giver]"),
    receiver: row.querySelector("select[name$=-receiver]"),
  }));
  const exchanges = mine.giver.value && mine.giver.value === theirs.receiver.value;
  if (exchanges) {
    const follow = (from, to) =>
      from.addEventListener("change", () => {
        to.value = from.value;
      });
    follow(mine.receiver, theirs.giver);
    follow(theirs.giver, mine.receiver);
  }
}
