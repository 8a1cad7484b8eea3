import { countryName } from "./country-name";
import { html, type Markup } from "./markup";

/** Where each country stands in a map of tiles: column and row. Neighbours are near each other; sizes mean nothing. */
const TILES: Readonly<Record<string, readonly [number, number]>> = {
  IS: [0, 0],
  NO: [4, 0],
  SE: [5, 0],
  FI: [6, 0],
  IE: [1, 2],
  GB: [2, 2],
  DK: [4, 1],
  EE: [6, 1],
  LV: [6, 2],
  LT: [7, 2],
  NL: [3, 2],
  DE: [4, 2],
  PL: [5, 2],
  BE: [2, 3],
  LU: [3, 3],
  CZ: [5, 3],
  SK: [6, 3],
  FR: [2, 4],
  CH: [3, 4],
  LI: [4, 3],
  AT: [4, 4],
  HU: [5, 4],
  RO: [6, 4],
  PT: [0, 5],
  ES: [1, 5],
  IT: [3, 5],
  SI: [4, 5],
  HR: [5, 5],
  BG: [6, 5],
  MT: [3, 6],
  GR: [6, 6],
  CY: [7, 6],
};

const SIZE = 46;
const GAP = 5;

/** What is to be shown of a country. */
export interface CountryUse {
  readonly country: string;
  /** What rests there, `databases, logs`. */
  readonly what: string;
  /** How it stands to what was agreed, the worst of what rests there. */
  readonly standing: "agreed" | "waived" | "elsewhere";
}

/** Besides the colour, for those who do not see it. */
const SIGNS: Readonly<Record<CountryUse["standing"], string>> = { agreed: "", waived: " !", elsewhere: " ✕" };

/** A map of Europe in tiles: where something rests, and where it may. */
export function residencyMap(uses: readonly CountryUse[], agreed: readonly string[]): Markup {
  const byCountry = new Map(uses.map((use) => [use.country, use]));
  const text = uses.map(({ country, what }) => `${countryName(country)}: ${what}`).join("; ");
  const width = 8 * (SIZE + GAP);
  const height = 7 * (SIZE + GAP);
  return html`<svg
    class="map"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="Countries in which something rests. ${text}"
  >
    ${Object.entries(TILES).map(([country, [column, row]]) => {
      const use = byCountry.get(country);
      const kind = use === undefined ? (agreed.includes(country) ? "allowed" : "none") : use.standing;
      const [x, y] = [column * (SIZE + GAP), row * (SIZE + GAP)];
      return html`<g class="${kind}"
        ><title>${countryName(country)}</title><rect x="${x}" y="${y}" width="${SIZE}" height="${SIZE}" rx="8" /><text
          x="${x + SIZE / 2}"
          y="${y + SIZE / 2 + 5}"
          text-anchor="middle"
          >${country}${SIGNS[use?.standing ?? "agreed"]}</text
        ></g
      >`;
    })}
  </svg>`;
}
