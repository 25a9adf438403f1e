// Place and day beside the report: the small map and the small calendar, a sheet at the bottom where there is no room beside it.
import { Calendar } from "./calendar";
import type { Claim } from "./claims";
import { SmallMap, spotsOf } from "./places";

/** Shows where and when a claim is. */
export class Side {
  private readonly map: SmallMap;
  private readonly calendar: Calendar;

  constructor(
    private readonly aside: HTMLElement,
    claims: Map<number, Claim>,
    published: string,
  ) {
    aside.hidden = false;
    this.map = new SmallMap(this.part(".minimap"), spotsOf(document.querySelector("#places")));
    this.calendar = new Calendar(this.part(".days"), claims.values(), published);
    this.part(".sheet-bar").addEventListener("click", () => this.fold());
  }

  /** Show a claim, or all of the report where none is given. The sheet comes up for a claim that is chosen, never for one pointed at. */
  show(claim: Claim | undefined, isChosen: boolean): void {
    this.aside.classList.toggle("idle", !isChosen);
    this.map.show(claim);
    this.calendar.show(claim);
    const place = claim ? (claim.place ?? "no place told") : "The places of this report";
    const days = claim ? claim.days : "Dots: days that claims name. Dashed: the day of the report.";
    this.write(".where-h", claim ? `Where claim ${claim.n} is` : "Where");
    this.write(".when-h", claim ? `When claim ${claim.n} was` : "When");
    this.write(".where-said", claim && !claim.where && claim.place ? `${place}: not on the map` : place, claim?.where && claim.placeSaid);
    this.write(".when-said", days, claim?.daysSaid);
    this.write(".sheet-said", claim ? `Claim ${claim.n}: ${place}, ${days}` : "Place and day of a claim");
  }

  private fold(): void {
    const isOpen = this.aside.classList.toggle("open");
    this.part(".sheet-bar").setAttribute("aria-expanded", String(isOpen));
    this.write(".sheet-do", isOpen ? "hide" : "show");
  }

  /** Words of the desk, and under them the words of the report that they are taken from. */
  private write(selector: string, words: string, said?: string): void {
    const quote = document.createElement("q");
    quote.dir = "auto";
    quote.textContent = said ?? "";
    this.part(selector).replaceChildren(words, ...(said ? [quote] : []));
  }

  private part(selector: string): HTMLElement {
    const found = this.aside.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`the side column has no ${selector}`);
    return found;
  }
}
