import { countriesOf } from "../../agreement/country";
import { badge } from "./badges";
import type { RestingPlace } from "../verdict/resting-places";
import type { Finding } from "../verdict/verdict";
import type { ReportInput } from "./report-input";
import { legend } from "./legend";
import { countryName } from "./country-name";
import { html, type Markup } from "./markup";
import { residencyMap, type CountryUse } from "./residency-map";
import { table } from "./table";

/** Where everything rests, in countries, against where the agreement lets anything rest. */
export function residencySection({ verdict, agreement }: ReportInput): Markup {
  const { membershipOn, ...kinds } = agreement.residency;
  const agreed = Object.entries(kinds).flatMap(([kind, places]) =>
    Array.isArray(places) &&
    places.every((place) => typeof place === "string") &&
    kind !== "source" &&
    kind !== "readings"
      ? [[kind, places as readonly string[]] as const]
      : [],
  );
  const countries = countriesOf([...new Set(agreed.flatMap(([, places]) => places))], membershipOn);
  const uses = [...new Set(verdict.places.map(({ country }) => country))].sort().map((country): CountryUse => ({
    country,
    what: [...new Set(verdict.places.filter((place) => place.country === country).map(({ kind }) => kind))].join(", "),
    standing: countryStanding(verdict.places.filter((place) => place.country === country)),
  }));
  const residency = verdict.rules.filter(({ concern }) => concern === "residency");
  const open = verdict.findings.filter(({ rule }) => residency.some(({ id }) => id === rule));
  return html`<section id="residency" aria-labelledby="residency-title">
    <h2 id="residency-title">Where data rests</h2>
    <p class="lead">
      Every place in which content, keys, logs, images or backups rest, copies that Azure makes by itself included.
      ${residency.length} rules judge this by kind; ${open.length === 0 ? "all are kept" : findingsText(open)}.
    </p>
    <div class="two">
      <div>
        ${residencyMap(uses, countries)}
        ${legend([
          ["agreed", "rests there as agreed"],
          ["waived", "! some of it by a waiver"],
          ["elsewhere", "✕ some of it where it may not, or not known"],
          ["allowed", "agreed for some kind, unused"],
        ])}
      </div>
      <div>
        <h3>Agreed</h3>
        <dl class="pairs">
          ${agreed.map(
            ([kind, places]) =>
              html`<div>
                <dt>${kind}</dt>
                <dd>${places.map(countryName).join(", ")}</dd>
              </div>`,
          )}
        </dl>
      </div>
    </div>
    ${table(
      "places",
      ["What", "Region", "Country", "Resources", "How it comes there", "May rest in", "Stands"],
      verdict.places.map(
        ({ kind, region, country, copied, count, allowed, standing }) =>
          html`<tr>
            <th scope="row">${kind}</th>
            <td>${region}</td>
            <td>${countryName(country)}</td>
            <td>${count}</td>
            <td>${copied ? "copied there by Azure" : "deployed there"}</td>
            <td>${allowed.split(", ").map(countryName).join(", ")}</td>
            <td>${standingBadge(standing)}</td>
          </tr>`,
      ),
    )}
  </section>`;
}

function countryStanding(places: readonly RestingPlace[]): CountryUse["standing"] {
  const standings = places.map(({ standing }) => standing);
  if (standings.includes("outside") || standings.includes("undetermined")) return "elsewhere";
  return standings.includes("waived") ? "waived" : "agreed";
}

function standingBadge(standing: RestingPlace["standing"]): Markup {
  switch (standing) {
    case "inside":
      return badge("good", "as agreed");
    case "waived":
      return badge("warn", "by a waiver");
    case "undetermined":
      return badge("open", "undetermined");
    case "outside":
      return badge("bad", "not as agreed");
  }
}

function findingsText(findings: readonly Finding[]): string {
  const waived = findings.filter(({ status }) => status === "waived").length;
  const open = findings.length - waived;
  const parts = [
    ...(open > 0 ? [`${open} not kept or undetermined`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  return `their findings: ${parts.join(", ")}`;
}
