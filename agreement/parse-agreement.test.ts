import { describe, expect, test } from "vitest";
import { judged } from "./judged-agreement";
import type { Case } from "./judged-agreement";
import { parseAgreement } from "./parse-agreement";
import { testFacts } from "./test-facts";

const wrongValues: readonly Case[] = [
  {
    about: "a duration in words",
    platform: "superoffice",
    change: ["pointInTime: P30D", "pointInTime: 30 days"],
    says: [
      "backup.pointInTime",
      '  given    "30 days"',
      "  allowed  an ISO 8601 duration such as PT15M, PT4H, P30D, P12M or P10Y",
      "  breaks   SO-BAK-2",
      "  fix      Replace it by an allowed value.",
    ],
  },
  {
    about: "a misspelt key, once",
    platform: "superoffice",
    change: ["scanning:\n", "scaning:\n"],
    says: [
      "scaning",
      '  given    the key "scaning"',
      "  allowed  the keys schemaVersion, platform, code, title, calendars, residency, sites, availability,",
      "           maintenance, recovery, backup, documents, isolation, access, encryption, logging,",
      "           monitoring, support, identity, scanning, patching, exit",
      "  breaks   SO-MAL-1, SO-MAL-2",
      '  fix      Did you mean "scanning"? Otherwise remove it.',
    ],
  },
  {
    about: "a missing key",
    platform: "draftit",
    change: ["  logEvery: PT1H\n", ""],
    says: [
      "backup.logEvery",
      "  given    nothing",
      "  allowed  an ISO 8601 duration such as PT15M, PT4H, P30D, P12M or P10Y",
      "  breaks   DR-BAK-1, DR-BAK-4",
      '  fix      Add "logEvery": Longest interval between two transaction log backups.',
    ],
  },
  {
    about: "a country by its name",
    platform: "superoffice",
    change: ['backups: ["NO"]', "backups: [Norway]"],
    says: [
      "residency.backups[0]",
      '  given    "Norway"',
      "  allowed  an ISO 3166-1 country code such as NL, NO or SE, or one of EU, EEA",
      "  breaks   SO-RES-1",
      "  fix      Use a value of that register.",
    ],
  },
  {
    about: "an abbreviation for a time zone",
    platform: "superoffice",
    change: ["length: PT4H, timeZone: Europe/Oslo", "length: PT4H, timeZone: CEST"],
    says: [
      "maintenance.window.timeZone",
      '  given    "CEST"',
      "  allowed  an IANA time zone such as Europe/Amsterdam, Europe/Oslo or UTC",
      "  breaks   SO-MNT-2",
      "  fix      Replace it by an allowed value.",
    ],
  },
  {
    about: "a network with host bits",
    platform: "superoffice",
    change: ["10.250.0.0/24", "10.250.0.1/24"],
    says: [
      "access.management.partners[0].prefixes[0]",
      '  given    "10.250.0.1/24"',
      "  allowed  an IPv4 network in CIDR notation with its host bits zero, such as 10.250.0.0/24",
      "  breaks   SO-ADM-1",
      "  fix      Replace it by an allowed value.",
    ],
  },
  {
    about: "a version of TLS without quotes",
    platform: "draftit",
    change: ['minimumTls: "1.2"', "minimumTls: 1.2"],
    says: [
      "encryption.inTransit.minimumTls",
      "  given    1.2",
      '  allowed  a TLS version in quotes: "1.2" or "1.3"',
      "  breaks   DR-ENC-1",
      '  fix      Put it in quotes: "1.2".',
    ],
  },
  {
    about: "a document of a later version",
    platform: "superoffice",
    change: ["schemaVersion: 1", "schemaVersion: 2"],
    says: [
      "schemaVersion",
      "  given    2",
      "  allowed  schema version 1",
      "  fix      Use the release of deltawerk that wrote this document, or a newer one.",
    ],
  },
  {
    about: "a key given twice",
    platform: "coachview",
    change: ["role: active", "role: active, role: warm"],
    says: [
      "",
      '  given    "- { region: westeurope, role: active, role: warm, source: …',
      "  allowed  valid YAML: map keys must be unique",
      "  fix      Mend the YAML on this line, or the indentation just before it.",
    ],
  },
];

describe("a wrong value is refused with place, value, choice, promise and remedy", () => {
  test.each(wrongValues)("$about", ({ platform, change, says }) => {
    expect(judged(platform, change)).toBe(says.join("\n"));
  });
});

test("every problem is told at once, those of the schema and those between clauses", () => {
  const text = judged(
    "superoffice",
    ["pointInTime: P30D", "pointInTime: 30 days"],
    ["minimumTls:", "minimalTls:"],
    ["region: northeurope", "region: uksouth"],
  );
  expect(text.split("\n").filter((line) => /^\w/.test(line))).toEqual([
    "sites[3].region",
    "backup.pointInTime",
    "documents.mirrored",
    "encryption.inTransit.minimalTls",
  ]);
});

test("positions are those of the file: the value, or the key that something is missing under", () => {
  const lines = ["schemaVersion: 1", "platform: pct", "residency:", "  databases: [NL, XX]"];
  const parsed = parseAgreement(lines.join("\n"), "pct.yaml", testFacts);
  const at = (path: string) =>
    (parsed.ok ? [] : parsed.problems)
      .filter((problem) => problem.path === path)
      .map(({ line, column }) => [line, column]);
  expect([at("residency.databases[1]"), at("residency.backups"), at("sites")]).toEqual([[[4, 19]], [[3, 1]], [[1, 1]]]);
});
