import { describe, expect, it } from "vitest";
import { planCopyEntries } from "./plan-copy-entries";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

describe.each(platforms)("the private ways to the copies of %s", (platform) => {
  const plan = planOf(sourcesOf(platform));
  const hubs = plan.hubs.map(({ site }) => site);
  const entries = planCopyEntries(plan.backup.copies, hubs);

  it("lead from every network to every place, under exactly one name each", () => {
    for (const { key, places } of plan.backup.copies) {
      for (const place of places) {
        for (const hub of hubs) {
          const known = entries.filter(
            (entry) => entry.copy === key && entry.place === place && [entry.site, ...entry.namedAt].includes(hub),
          );
          expect(known, `${key} at ${place} from ${hub}`).toHaveLength(1);
        }
      }
    }
  });

  it("cross between sites only where that is agreed to go through the tunnels", () => {
    const crossing = entries.filter(({ namedAt }) => namedAt.length > 0).map(({ copy }) => copy);
    const agreed = plan.backup.copies.filter(({ throughVpn }) => throughVpn).map(({ key }) => key);
    expect([...new Set(crossing)]).toEqual(agreed);
  });
});

it("superoffice writes its second copy through the tunnel, draftit's place has no network of its own", () => {
  const entriesOf = (platform: "superoffice" | "draftit") => planOf(sourcesOf(platform)).backup.entries;
  expect(entriesOf("superoffice")).toEqual([
    { copy: "nightly", kind: "cold", place: "now", site: "now", namedAt: ["noe"] },
    { copy: "nightly", kind: "cold", place: "noe", site: "noe", namedAt: ["now"] },
  ]);
  expect(entriesOf("draftit")).toEqual([{ copy: "daily", kind: "cold", place: "sws", site: "swc", namedAt: [] }]);
});
