// Goes on sending by itself. Without this script there is a button for it.

for (const form of document.querySelectorAll("form[data-continue]")) form.requestSubmit();
