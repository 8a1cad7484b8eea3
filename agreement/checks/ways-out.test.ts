import { describe, expect, test } from "vitest";
import { judged } from "../judged-agreement";
import type { Case } from "../judged-agreement";

const contradictions: readonly Case[] = [
  {
    about: "documents of the EU in the United Kingdom",
    platform: "superoffice",
    change: ["sites:\n", "sites:\n  - { region: uksouth, role: documents, source: [SO-RES-3] }\n"],
    says: [
      "sites[0].region",
      '  given    uksouth in GB, where a site with the role "documents" keeps documents',
      "  allowed  documents in EU only (residency.documents)",
      "  breaks   SO-RES-1, SO-RES-3",
      "  fix      Choose a region there: westeurope, northeurope, swedencentral, swedensouth.",
      '  or       Add "GB" to residency.documents, if the promise allows it.',
    ],
  },
  {
    about: "a geo-redundant copy where everything stays in the Netherlands",
    platform: "coachview",
    change: ["apart: zone", "apart: region"],
    says: [
      "backup.independentCopies[0].apart",
      "  given    1 place(s) apart by region, within NL, through provider",
      "  allowed  regions that exist for it: none; westeurope is paired with northeurope in IE, which is",
      "           not allowed",
      "  breaks   CV-BAK-1",
      "  fix      Set `apart: zone`: westeurope has 3 zones.",
      '  or       Add "IE" to the copy\'s countries and to residency.backups, if the promise allows it.',
    ],
  },
  {
    about: "keys in a vault that is replicated to Ireland",
    platform: "cloxxs",
    change: ["keptIn: hsm", "keptIn: vault"],
    says: [
      "encryption.customerKeys.keptIn",
      '  given    "vault": keys of westeurope are replicated to northeurope in IE',
      "  allowed  keys in NL only (residency.keys)",
      "  breaks   CX-RES-1",
      "  fix      Set `keptIn: hsm`: a managed hardware module stays in its region.",
      '  or       Add "IE" to residency.keys, if the promise allows it.',
    ],
  },
  {
    about: "mirrored documents with one place to keep them",
    platform: "coachview",
    change: ["mirrored: false", "mirrored: true"],
    says: [
      "documents.mirrored",
      "  given    true, with westeurope to keep documents",
      "  allowed  two sites that keep documents in NL",
      "  fix      Add sites with the role documents; regions there: westeurope.",
      "  or       Set `mirrored: false`, if the promise allows it.",
    ],
  },
  {
    about: "a first copy of the month that goes before the others",
    platform: "draftit",
    change: ["firstOfMonthKept: P62D", "firstOfMonthKept: P7D"],
    says: [
      "backup.independentCopies[0].firstOfMonthKept",
      '  given    "P7D"',
      "  allowed  at least P10D: the first copy of a month is kept no shorter than any other (kept)",
      "  breaks   DR-BAK-1, DR-BAK-2, DR-RES-1",
      "  fix      Make it P10D or longer.",
    ],
  },
  {
    about: "a recovery point shorter than the log interval",
    platform: "draftit",
    change: ["point: PT1H", "point: PT15M"],
    says: [
      "recovery.point",
      '  given    "PT15M"',
      "  allowed  at least PT1H, the interval of log backups (backup.logEvery)",
      "  breaks   DR-BAK-1",
      "  fix      Make the copies as frequent as PT15M.",
      "  or       Make the recovery point PT1H or longer.",
    ],
  },
  {
    about: "a target that one recovery breaks",
    platform: "coachview",
    change: ["target: 99.8", "target: 99.98"],
    says: [
      "availability[0].target",
      "  given    99.98 %, which leaves 105 minutes of downtime a year",
      "  allowed  a target that survives one recovery of 240 minutes (recovery.time)",
      "  breaks   CV-AVL-1, CV-AVL-2",
      "  fix      Make `recovery.time` shorter.",
      "  or       Lower the target, if the promise allows it.",
    ],
  },
  {
    about: "a customer's URL that is up more than the platform",
    platform: "draftit",
    change: ["target: 99\n", "target: 99.905\n"],
    says: [
      "availability[1].target",
      "  given    99.905",
      "  allowed  at most 99.9: a URL is never up more than the platform behind it",
      "  breaks   DR-AVL-2",
      "  fix      Lower it to 99.9 or less.",
      "  or       Raise the target at the platform.",
    ],
  },
  {
    about: "maintenance that office hours forbid when the clocks have changed",
    platform: "coachview",
    change: ['days: Sat-Sun, from: "01:00"', 'days: Mon-Fri, from: "06:00"'],
    says: [
      "maintenance.window",
      "  given    Mon-Fri from 06:00 for PT4H; a scheduler that keeps the winter offset opens it at 07:00",
      "           in summer",
      "  allowed  a window outside officeHours (Mon-Fri 08:30-17:00, Europe/Amsterdam), under the winter",
      "           and the summer offset",
      "  breaks   CV-MNT-1",
      "  fix      Move the window to the weekend or the night, at least an hour away from those hours.",
    ],
  },
  {
    about: "a rule set for tenants that share nodes",
    platform: "superoffice",
    change: ["firewall: none", "firewall: ruleSet"],
    says: [
      "isolation.firewall",
      '  given    "ruleSet" with compute "namespace"',
      "  allowed  a firewall of a tenant's own only with compute nodePool or cluster",
      "  breaks   SO-TEN-1",
      "  fix      Set `compute: nodePool`: a namespace has no network address that a firewall could tell",
      "           apart.",
      "  or       Set `firewall: none`, if the promise allows it.",
    ],
  },
  {
    about: "addresses of unknown countries where only Dutch ones get in",
    platform: "cloxxs",
    change: ["unknownCountries: blocked", "unknownCountries: allowed"],
    says: [
      "access.public.unknownCountries",
      '  given    "allowed"',
      '  allowed  "blocked" where only NL gets in: an unknown address is not shown to be from there',
      "  breaks   CX-NET-1",
      "  fix      Set `unknownCountries: blocked`.",
    ],
  },
  {
    about: "partners whose networks overlap",
    platform: "cloxxs",
    change: ["10.250.33.0/24", "10.250.32.128/25"],
    says: [
      "access.management.partners[1].prefixes[0]",
      '  given    "10.250.32.128/25"',
      "  allowed  a network apart from 10.250.32.0/24 of operations",
      "  breaks   CX-NET-4",
      "  fix      Give every partner networks of its own.",
    ],
  },
  {
    about: "two devices of a partner with static routes",
    platform: "superoffice",
    change: [
      "devices: [{ address: 203.0.113.10, bgpPeer: 10.250.0.2 }, { address: 203.0.113.11, bgpPeer: 10.250.0.3 }]\n        prefixes: [10.250.0.0/24]\n        asn: 65010",
      "devices: [{ address: 203.0.113.10 }, { address: 203.0.113.11 }]\n        prefixes: [10.250.0.0/24]",
    ],
    says: [
      "access.management.partners[0].asn",
      "  given    nothing, with 2 devices of operations",
      "  allowed  a number where a partner has several devices: they lead to the same networks, and a",
      "           gateway tells their tunnels apart by BGP only",
      "  breaks   SO-ADM-1",
      "  fix      Give `asn`, and `bgpPeer` for each device.",
      "  or       Keep one device: routes are static then, and the tunnel fails with it.",
    ],
  },
  {
    about: "a twin in one zone",
    platform: "cloxxs",
    change: ["{ region: westeurope, zone: 2 }", "{ region: westeurope, zone: 1 }"],
    says: [
      "recovery.twin.stamps",
      '  given    [{"region":"westeurope","zone":1},{"region":"westeurope","z…',
      "  allowed  two stamps in different zones or regions",
      "  breaks   CX-BCP-1",
      "  fix      Give the second stamp another zone.",
    ],
  },
  {
    about: "a calendar that nobody defined",
    platform: "pct",
    change: ["measured: workingHours", "measured: workinghours"],
    says: [
      "availability[0].measured",
      '  given    "workinghours"',
      "  allowed  one of always, workingHours",
      "  breaks   PC-AVL-1",
      '  fix      Did you mean "workingHours"?',
    ],
  },
  {
    about: "a promise of another platform",
    platform: "superoffice",
    change: ["source: [SO-RES-2]", "source: [CV-RES-1]"],
    says: [
      "sites[0]",
      '  given    "CV-RES-1" in sites[norwayeast]',
      "  allowed  promise ids of this platform, SO-…",
      "  fix      Name a promise of this platform, or write `source: ours`.",
    ],
  },
];

describe("clauses that cannot all hold are refused with the ways out", () => {
  test.each(contradictions)("$about", ({ platform, change, says }) => {
    expect(judged(platform, change)).toBe(says.join("\n"));
  });
});

test("two places by VPN are not two places when the second site has no gateway", () => {
  expect(judged("superoffice", ["role: warm", "role: cold"])).toContain(
    "allowed  regions that exist for it: norwayeast",
  );
});
