// Forms in which a device gives or makes a passkey. They stay hidden where the browser knows no passkeys.

const supported = () => window.webauthnJSON.supported() && window.isSecureContext;

// What the server asks of the device: in the form, or, before anybody has said who they are, fetched for it.
async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options;
}

async function askDevice(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey !== "new") return window.webauthnJSON.get(options);
  // One that is kept on the device and opened by a finger, a face or a pin: it replaces password and code together.
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  return window.webauthnJSON.create(options);
}

async function submitted(event) {
  event.preventDefault();
  const form = event.target;
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await askDevice(form));
  } catch {
    error.hidden = false;
    return;
  }
  form.submit();
}

if (supported()) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submitted);
  }
  for (const note of document.querySelectorAll("[data-no-passkeys]")) note.hidden = true;
}
