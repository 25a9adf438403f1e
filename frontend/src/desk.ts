// What every page loads: the look, the theme switch, the keys, and HTMX with the token that changes need.
import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/marks.css";
import "../styles/states.css";

import "htmx.org";

import { sendTokens } from "./csrf";
import { listen, register } from "./keys";
import { followTheme } from "./theme";

sendTokens();
followTheme();
register({
  "/": { does: "search", run: () => document.querySelector<HTMLInputElement>("input.find")?.focus() },
  "?": { does: "list the keys", run: showKeys },
});
document.querySelector(".keys-open")?.addEventListener("click", showKeys);
listen();

function showKeys(): void {
  document.querySelector<HTMLDialogElement>("dialog.keylist")?.showModal();
}
