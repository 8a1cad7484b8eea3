import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PrivateCheckout, type CommandResult } from "./private-checkout";
import { expectRefused } from "./refusal";

const checkout = new PrivateCheckout();

afterAll(() => checkout.remove());

/** Documents as they were before a test changed them, by file. */
const originals = new Map<string, string>();

function restoreDocuments(): void {
  for (const [file, text] of originals) writeFileSync(file, text);
  originals.clear();
}

/** Changes a document of the copy, and gives the place of what is wrong now as the command names it. */
function change(document: string, given: string, instead: string, wrong: string): string {
  const name = `stacks/${document}`;
  const file = path.join(checkout.folder, name);
  const text = readFileSync(file, "utf8");
  if (!text.includes(given)) throw new Error(`${name} has no "${given}"`);
  if (!originals.has(file)) originals.set(file, text);
  const changed = text.replace(given, instead);
  writeFileSync(file, changed);
  const before = changed.slice(0, text.indexOf(given) + instead.indexOf(wrong)).split("\n");
  return `${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The problems that were told, each as its lines; a line that was wrapped is one again. */
function problemsIn(stderr: string): readonly string[] {
  return stderr
    .replaceAll(/\n {11}/g, " ")
    .split("\n\n")
    .map((block) => block.trim());
}

interface BadDocument {
  readonly about: string;
  readonly document: string;
  readonly given: string;
  readonly instead: string;
  /** The part of `instead` to which the command points. */
  readonly wrong: string;
  /** What is said after the place. */
  readonly says: readonly string[];
}

const agreement = "agreements/superoffice.yaml";

const badDocuments: readonly BadDocument[] = [
  {
    about: "an unknown country",
    document: agreement,
    given: 'holidays: { country: "NO"',
    instead: 'holidays: { country: "NX"',
    wrong: '"NX"',
    says: [
      "calendars.officeHours.holidays.country",
      '  given    "NX"',
      "  allowed  a country whose public holidays are known, such as NL, NO or SE",
      "  fix      Use a value of that register.",
    ],
  },
  {
    about: "an unknown time zone",
    document: agreement,
    given: "length: PT4H, timeZone: Europe/Oslo",
    instead: "length: PT4H, timeZone: Europe/Olso",
    wrong: "Europe/Olso",
    says: [
      "maintenance.window.timeZone",
      '  given    "Europe/Olso"',
      "  allowed  an IANA time zone such as Europe/Amsterdam, Europe/Oslo or UTC",
      "  breaks   SO-MNT-2",
      "  fix      Replace it by an allowed value.",
    ],
  },
  {
    about: "a residency that cannot be kept",
    document: agreement,
    given: "region: norwaywest, role: warm",
    instead: "region: swedencentral, role: warm",
    wrong: "swedencentral",
    says: [
      "sites[1].region",
      '  given    swedencentral in SE, where a site with the role "warm" keeps databases',
      "  allowed  databases in NO only (residency.databases)",
      "  breaks   SO-RES-1, SO-RES-2",
      "  fix      Choose a region there: norwayeast, norwaywest.",
      '  or       Add "SE" to residency.databases, if the promise allows it.',
    ],
  },
  {
    about: "a wrong unit",
    document: agreement,
    given: "pointInTime: P30D",
    instead: "pointInTime: 30 days",
    wrong: "30 days",
    says: [
      "backup.pointInTime",
      '  given    "30 days"',
      "  allowed  an ISO 8601 duration such as PT15M, PT4H, P30D, P12M or P10Y",
      "  breaks   SO-BAK-2",
      "  fix      Replace it by an allowed value.",
    ],
  },
  {
    about: "an unknown key",
    document: agreement,
    given: "  yearly: P10Y",
    instead: "  yeerly: P10Y",
    wrong: "yeerly",
    says: [
      "backup.yeerly",
      '  given    the key "yeerly"',
      "  allowed  the keys pointInTime, logEvery, monthly, yearly, systemEvery, independentCopies, verification, restoresRecorded, source, termSource, force, readings",
      "  breaks   SO-BAK-2, SO-BAK-3",
      '  fix      Did you mean "yearly"? Otherwise remove it.',
    ],
  },
  {
    about: "a tenant's code that another has",
    document: "tenants/superoffice.yaml",
    given: "code: nord, name",
    instead: "code: fjel, name",
    wrong: "fjel",
    says: [
      "tenants[1].code",
      "  given    code fjel, which Fjellvik Shipping has already",
      "  allowed  every code once",
      "  fix      Give Nordlys Energi another code; what a tenant has keeps for good.",
    ],
  },
  {
    about: "sites whose addresses overlap",
    document: "environments/superoffice.local.yaml",
    given: "now: 10.69.0.0/16",
    instead: "now: 10.68.128.0/17",
    wrong: "10.68",
    says: [
      "sites.now",
      '  given    "10.68.128.0/17"',
      "  allowed  a network that does not overlap 10.68.0.0/16 of noe",
      "  fix      Move the site that is not deployed yet to a free block of 10.68.0.0/14.",
    ],
  },
];

describe("documents that cannot be used", () => {
  const places = new Map<string, string>();
  let refused: CommandResult;

  beforeAll(async () => {
    for (const { about, document, given, instead, wrong } of badDocuments) {
      places.set(about, change(document, given, instead, wrong));
    }
    refused = await checkout.deltawerk("up", "superoffice");
    restoreDocuments();
  });

  it("are refused before anything is deployed", () => {
    expectRefused(checkout, refused);
  });

  it("are told at the end how many problems they have", () => {
    const problems = problemsIn(refused.stderr).filter((text) => /^\s+given /m.test(text)).length;
    expect(problems).toBeGreaterThanOrEqual(badDocuments.length);
    expect(refused.stderr.trimEnd()).toMatch(new RegExp(`\n${problems} problems; nothing was changed$`));
  });

  it.each(badDocuments)("are told about $about, beside everything else", ({ about, says }) => {
    expect(problemsIn(refused.stderr)).toContainEqual(`${places.get(about)} ${says.join("\n")}`);
  });
});

describe("a document that cannot be used", () => {
  afterEach(restoreDocuments);

  it.each(["up", "preview", "down", "outputs", "explain"])("is refused by `%s`", async (command) => {
    change("tenants/superoffice.yaml", "segment: 1", "segment: 0", "0");
    const refused = await checkout.deltawerk(command, "superoffice");
    expectRefused(checkout, refused);
    expect(refused.stderr).toContain("given    segment 0 in cell 01, which Fjellvik Shipping has already");
  });

  it("is told that a site's addresses are too few, and how many it needs", async () => {
    const place = change("environments/superoffice.local.yaml", "noe: 10.68.0.0/16", "noe: 10.68.0.0/24", "10.68");
    const refused = await checkout.deltawerk("up", "superoffice");
    expectRefused(checkout, refused);
    expect(problemsIn(refused.stderr)).toContainEqual(
      [
        `${place} sites.noe`,
        "  given    10.68.0.0/24: 256 addresses",
        "  allowed  8192 addresses or more, for a hub and cells up to 1",
        "  fix      Give noe a /19 before anything is deployed there.",
        "  or       Use fewer cells.",
      ].join("\n"),
    );
  });

  it("is told where its YAML is wrong", async () => {
    const place = change("tenants/superoffice.yaml", "tenants:\n", "platform: pct\ntenants:\n", "platform");
    const refused = await checkout.deltawerk("up", "superoffice");
    expectRefused(checkout, refused);
    expect(refused.stderr).toContain(`${place}\n`);
    expect(refused.stderr).toContain("allowed  valid YAML: map keys must be unique");
  });

  it("is refused in production while it has its placeholders, all of them at once", async () => {
    const refused = await checkout.deltawerk("up", "coachview", "-e", "production", "--yes");
    expectRefused(checkout, refused);
    const document = readFileSync(path.join(checkout.folder, "stacks/environments/coachview.production.yaml"), "utf8");
    const ids = document.match(/00000000-0000-0000-0000-000000000000/g)?.length ?? 0;
    const told = problemsIn(refused.stderr).filter((text) => text.includes("Fill this in"));
    expect(told.filter((text) => text.includes("00000000-0000"))).toHaveLength(ids);
    for (const rest of ["salt", "watcher", "notify.page[0]", "notify.email[0]"]) {
      expect(told.map((text) => text.split("\n", 1)[0]?.split(" ")[1])).toContain(rest);
    }
  });

  it("may be missing, and is told which there are", async () => {
    const refused = await checkout.deltawerk("up", "coachview", "-e", "test");
    expectRefused(checkout, refused);
    expect(refused.stderr).toContain("stacks/environments/coachview.test.yaml:1:1");
    expect(refused.stderr).toContain("allowed  one of coachview.local.yaml, coachview.production.yaml");
  });
});

it("leaves the working tree clean", async () => {
  expect((await checkout.run("git", ["status", "--porcelain"])).stdout).toBe("");
});
