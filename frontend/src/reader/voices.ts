// The rail: each voice begins where it begins to speak.
import type { Claim } from "./claims";

const GAP = 3;

interface Voice {
  part: HTMLElement;
  /** How tall its name is, and where below the top of the paragraph it begins to speak. */
  height: number;
  from: number;
}

/** Put the voices of all paragraphs in their places; without room beside the words they stand in a line above them. */
export function placeVoices(rows: HTMLElement[], claims: Map<number, Claim>, isBeside: boolean): void {
  const parts = rows.map((row) => [...row.querySelectorAll<HTMLElement>(".rail > *")]);
  for (const part of parts.flat()) part.style.flex = isBeside ? "0 0 auto" : "";
  if (!isBeside) return;
  const rails = rows.map((row, n) => heard(row, parts[n] ?? [], claims));
  for (const rail of rails) write(rail);
}

function heard(row: HTMLElement, parts: HTMLElement[], claims: Map<number, Claim>): Voice[] {
  if (parts.length < 2) return parts.map((part) => ({ part, height: 0, from: 0 }));
  const top = row.getBoundingClientRect().top;
  let silent = 0;
  return parts.map((part) => {
    const numbers = (part.dataset["c"] ?? "").split(" ").map(Number);
    const words = numbers.flatMap((n) => claims.get(n)?.words.filter((word) => row.contains(word)) ?? []);
    const from = words[0] ? (words[0].getClientRects()[0]?.top ?? top) - top : silent;
    if (words.length > 0) silent = Math.max(...words.map((word) => word.getBoundingClientRect().bottom)) - top;
    return { part, height: part.offsetHeight, from };
  });
}

/** A name that is taller than what its voice says pushes the next one down. */
function write(rail: Voice[]): void {
  let at = 0;
  rail.forEach(({ part, height }, n) => {
    const next = rail[n + 1];
    const tall = next ? Math.max(height, next.from - at) : height;
    part.style.flex = next ? `0 0 ${tall}px` : "1 0 auto";
    at += tall + GAP;
  });
}
