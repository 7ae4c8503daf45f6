// Hands the question on this page to the browser's passkeys, and puts the answer into the form. It does nothing
// else: it speaks to nobody, reads nothing but this form and keeps nothing.
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  const said = document.querySelector("[data-passkey-said]");
  if (!form || !said) return;
  const say = (words) => { said.textContent = words; };
  if (!window.PublicKeyCredential) {
    say("This browser has no passkeys. Go back and use another way.");
    return;
  }
  const encoded = (buffer) => {
    let text = "";
    for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const decoded = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const named = (credential) => ({ ...credential, id: decoded(credential.id) });

  // The bytes in the options are base64url, as in PublicKeyCredentialRequestOptionsJSON.
  const question = () => {
    const options = JSON.parse(form.dataset.options);
    options.challenge = decoded(options.challenge);
    if (options.user) options.user.id = decoded(options.user.id);
    if (options.allowCredentials) options.allowCredentials = options.allowCredentials.map(named);
    if (options.excludeCredentials) options.excludeCredentials = options.excludeCredentials.map(named);
    options.extensions.prf.eval.first = decoded(options.extensions.prf.eval.first);
    return options;
  };

  const answer = (credential) => {
    const { response } = credential;
    const { prf } = credential.getClientExtensionResults();
    const results = prf && prf.results && prf.results.first ? { first: encoded(prf.results.first) } : undefined;
    const parts = response.attestationObject
      ? {
          attestationObject: encoded(response.attestationObject),
          transports: response.getTransports ? response.getTransports() : [],
        }
      : {
          authenticatorData: encoded(response.authenticatorData),
          signature: encoded(response.signature),
          userHandle: response.userHandle && response.userHandle.byteLength ? encoded(response.userHandle) : null,
        };
    return JSON.stringify({
      id: credential.id,
      rawId: encoded(credential.rawId),
      type: credential.type,
      response: { clientDataJSON: encoded(response.clientDataJSON), ...parts },
      clientExtensionResults: prf ? { prf: { enabled: prf.enabled, results } } : {},
    });
  };

  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    say("Your browser asks for your passkey now.");
    try {
      const kind = form.dataset.passkey === "create" ? "create" : "get";
      const credential = await navigator.credentials[kind]({ publicKey: question() });
      form.elements.answer.value = answer(credential);
      say("Thank you. One moment.");
      form.submit();
    } catch (error) {
      isAsking = false;
      say(error.name === "InvalidStateError"
        ? "This passkey is added already. Go back, or use another one."
        : "The passkey was not used. Try again with the button, or go back and use another way.");
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
})();
