// The tokens of the style sheets as colours that a canvas or a map understands, in the scheme that is in force.

let probe: HTMLElement | undefined;

/** The colour of a token, as in `colour("--land")`. */
export function colour(token: string): string {
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/** Call back whenever light becomes dark or dark light, by the switch or by the system. */
export function onColours(call: () => void): void {
  document.addEventListener("dateline:theme", call);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", call);
}
