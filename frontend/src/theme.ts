// Auto, light or dark: kept in a cookie, so that the server writes it into the page and nothing flashes.

const YEAR = 365 * 24 * 3600;

/** Follow the switch in the masthead. */
export function followTheme(): void {
  for (const choice of document.querySelectorAll<HTMLInputElement>(".theme input")) {
    choice.addEventListener("change", () => choose(choice.value));
  }
}

function choose(theme: string): void {
  document.cookie = `dateline_theme=${theme}; path=/; max-age=${YEAR}; samesite=strict`;
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  document.dispatchEvent(new CustomEvent("dateline:theme", { detail: theme }));
}
