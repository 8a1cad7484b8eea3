import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { availabilityFindings, expectAvailability, percentText } from "./expectations";
import { makePlan } from "./make-plan";
import { planOf, platforms, sourcesOf } from "./plan.fixture";
import { activeSiteOf, selectSites } from "./select-sites";

interface WorkedFigure {
  readonly platform: string;
  readonly at: string;
  readonly parts: readonly { readonly name: string; readonly share: number }[];
  readonly product: number;
  readonly expected: string;
  readonly promised: number;
  readonly headroom: number;
}

/** The sections `### platform, boundary` of the page that shows the figures worked by hand. */
function workedByHand(): readonly WorkedFigure[] {
  const sections = readFileSync("docs/availability.md", "utf8").split(/^### /m).slice(1);
  return sections.map((section) => {
    const [, platform = "", at = ""] = /^(\w+), (\w+)/.exec(section) ?? [];
    const rows = [...section.matchAll(/^\| ([^|]+) \| (\d[\d.]*) \|$/gm)];
    const result = /Product ([\d.]+)\. Expected ([\d.]+ %), promised ([\d.]+) %, headroom (\d+) minutes\./.exec(
      section,
    );
    return {
      platform,
      at,
      parts: rows.map(([, name = "", share]) => ({ name: name.trim(), share: Number(share) })),
      product: Number(result?.[1]),
      expected: result?.[2] ?? "",
      promised: Number(result?.[3]),
      headroom: Number(result?.[4]),
    };
  });
}

const worked = workedByHand();

it("every figure that is agreed is worked by hand, and no other", () => {
  const agreed = platforms.flatMap((platform) =>
    sourcesOf(platform).agreement.availability.map((clause) => `${platform}, ${clause.at}`),
  );
  expect(worked.map((figure) => `${figure.platform}, ${figure.at}`)).toEqual(agreed);
});

describe.each(worked)("$platform at its $at", (figure) => {
  const platform = platforms.find((name) => name === figure.platform) ?? "superoffice";
  const code = planOf(sourcesOf(platform)).availability.find((candidate) => candidate.at === figure.at);

  it("is the product of the parts that are shown", () => {
    const product = figure.parts.reduce((result, part) => result * part.share, 1);
    expect(product).toBeCloseTo(figure.product, 7);
    expect(figure.parts.length).toBeGreaterThan(3);
  });

  it("has the parts of the code, in the same order", () => {
    expect(figure.parts.map((part) => part.name)).toEqual(code?.parts.map((part) => part.name));
    figure.parts.forEach((part, index) => {
      expect(code?.parts[index]?.availability).toBeCloseTo(part.share, 7);
    });
  });

  it("has the figure, the target and the headroom of the code", () => {
    expect(code?.expected).toBeCloseTo(figure.product, 7);
    expect(percentText(code?.expected ?? 0)).toBe(figure.expected);
    expect((code?.target ?? 0) * 100).toBeCloseTo(figure.promised, 9);
    expect(Math.floor(code?.headroomMinutes ?? -1)).toBe(figure.headroom);
  });

  it("names where each part comes from and what is assumed", () => {
    expect(code?.parts.every((part) => part.source.length > 0)).toBe(true);
    expect(code?.assumptions.length).toBeGreaterThan(0);
  });
});

describe("a target that the plan cannot reach", () => {
  const sources = sourcesOf("cloxxs");
  const [clause] = sources.agreement.availability;
  const tooHigh = { ...sources.agreement, availability: clause === undefined ? [] : [{ ...clause, target: 99.95 }] };

  it("is refused with the figure that can be reached and the ways out", () => {
    const sites = selectSites(tooHigh);
    const { environment } = sources;
    const figures = expectAvailability({
      agreement: tooHigh,
      environment,
      sites,
      active: activeSiteOf(sites),
      guarded: [],
    });
    const [finding] = availabilityFindings(tooHigh, figures);
    expect(finding?.path).toEqual(["availability", 0, "target"]);
    expect(finding?.allowed).toContain("99.910 %");
    expect(finding?.allowed).toContain("473 minutes");
    expect(finding?.fixes[0]).toContain("Application Gateway v2");
    expect(makePlan({ ...sources, agreement: tooHigh }).ok).toBe(false);
  });
});

it("a business critical database over zones is expected to be better than a general purpose one", () => {
  const { agreement, environment } = sourcesOf("draftit");
  const sites = selectSites(agreement);
  const expected = (sku: string) => {
    const sizes = { ...environment.sizes, database: { ...environment.sizes.database, sku } };
    const figures = expectAvailability({
      agreement,
      environment: { ...environment, sizes },
      sites,
      active: activeSiteOf(sites),
      guarded: [],
    });
    return figures[0]?.expected ?? 0;
  };
  expect(expected("BC_Gen5_2")).toBeGreaterThan(expected("GP_Gen5_2"));
});
