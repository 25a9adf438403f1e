// The list of reports: j and k walk through it, Enter opens; files may be dropped onto the form.
import "../../styles/reports.css";

import { register } from "../keys";
import { walk } from "../walk";

walk("#reports tbody a.title");
register({ "+": { does: "add reports", run: openAdder } });
document.querySelector(".filter")?.classList.add("scripted-filter");
for (const form of document.querySelectorAll<HTMLFormElement>("form.add")) takeDrops(form);

function openAdder(): void {
  const adder = document.querySelector<HTMLDetailsElement>(".adder");
  if (adder) adder.open = true;
  document.querySelector<HTMLInputElement>("form.add input[type=file]")?.focus();
}

/** Files dropped anywhere on the form are those of its field. */
function takeDrops(form: HTMLFormElement): void {
  const files = form.querySelector<HTMLInputElement>("input[type=file]");
  const drop = form.querySelector<HTMLElement>(".drop");
  if (!files || !drop) return;
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer) files.files = event.dataTransfer.files;
  });
  // What was handed over is on its way: the form is free for the next.
  form.addEventListener("htmx:after:request", () => {
    form.reset();
    form.closest("details")?.removeAttribute("open");
  });
}
