import { countriesOf } from "../../agreement/country";
import type { ReportInput } from "./report-input";
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
    standing: countries.includes(country) ? "agreed" : "elsewhere",
  }));
  const residency = verdict.rules.filter(({ concern }) => concern === "residency");
  const open = verdict.findings.filter(({ rule }) => residency.some(({ id }) => id === rule));
  return html`<section id="residency" aria-labelledby="residency-title">
    <h2 id="residency-title">Where it rests</h2>
    <p class="lead">
      Every place in which content, keys, logs, images or backups rest, copies that Azure makes by itself included.
      ${residency.length} rules judge this by kind;
      ${open.length === 0 ? "all are kept" : `${open.length} findings stand in the list below`}.
    </p>
    <div class="two">
      <div>
        ${residencyMap(uses, countries)}
        <p class="legend">
          <span class="key agreed"></span> rests there, agreed for at least one kind
          <span class="key elsewhere"></span> rests there, agreed for no kind <span class="key allowed"></span> agreed,
          unused
        </p>
      </div>
      <div>
        <h3>Agreed</h3>
        <dl class="pairs">
          ${agreed.map(
            ([kind, places]) =>
              html`<div>
                <dt>${kind}</dt>
                <dd>${places.join(", ")}</dd>
              </div>`,
          )}
        </dl>
      </div>
    </div>
    ${table(
      "places",
      ["What", "Region", "Country", "Resources", "How it comes there"],
      verdict.places.map(
        ({ kind, region, country, copied, count }) =>
          html`<tr>
            <th scope="row">${kind}</th>
            <td>${region}</td>
            <td>${country}</td>
            <td>${count}</td>
            <td>${copied ? "copied by Azure to the pair of its region" : "deployed there"}</td>
          </tr>`,
      ),
    )}
  </section>`;
}
