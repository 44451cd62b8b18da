// Writing a proposal: fills in what can be known.

const kind = new URLSearchParams(location.search).get("kind");
const rows = [...document.querySelectorAll("[data-move]")].map((row) => ({
  role: row.querySelector("select[name$=-role]"),
  giver: row.querySelector("select[name$=-giver]"),
  receiver: row.querySelector("select[name$=-receiver]"),
}));

// Where somebody lays a role down, its only holder is the one.
if (["hand-over", "take-over", "step-back"].includes(kind)) {
  for (const { role, giver, receiver } of rows) {
    let filledIn = "";
    role.addEventListener("change", () => {
      const holders = JSON.parse(role.dataset.holders)[role.value] ?? [];
      if (giver.value !== filledIn || holders.length !== 1 || holders[0] === receiver.value) return;
      [giver.value] = holders;
      filledIn = giver.value;
    });
  }
}

// Whoever takes over one role is the one whose role comes back.
if (kind === "exchange" && rows.length === 2) {
  const [first, second] = rows;
  const follow = (from, to) =>
    from.addEventListener("change", () => {
      to.value = from.value;
    });
  follow(first.receiver, second.giver);
  follow(second.giver, first.receiver);
  follow(first.giver, second.receiver);
  follow(second.receiver, first.giver);
}
