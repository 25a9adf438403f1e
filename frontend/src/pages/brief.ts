// The brief: a sheet whose words need more room than it has gets smaller type, so that it prints on one page; p prints.
import "../../styles/brief.css";
import "../../styles/sentence.css";

import { register } from "../keys";
import { choose } from "../sentence";

const STEP = 0.02;
const SMALLEST = 0.7;

/** Make the type of each sheet as small as it has to be for one page of A4. */
function fit(): void {
  for (const sheet of document.querySelectorAll<HTMLElement>(".a4")) {
    sheet.style.fontSize = "";
    if (!matchMedia("(min-width: 52.01rem), print").matches) continue;
    const style = getComputedStyle(sheet);
    const [full, room] = [parseFloat(style.fontSize), parseFloat(style.minHeight)];
    for (let size = 1; size >= SMALLEST && sheet.offsetHeight > room + 1; size -= STEP) sheet.style.fontSize = `${full * size}px`;
  }
}

choose();
fit();
void document.fonts.ready.then(fit);
addEventListener("resize", fit);

const button = document.querySelector<HTMLButtonElement>("#print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
  register({ p: { does: "print the brief", run: () => print() } });
}
