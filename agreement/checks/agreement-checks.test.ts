import { expect, test } from "vitest";
import { judged } from "../judged-agreement";

const alsoRefused: readonly (readonly [string, string, readonly [string, string], string])[] = [
  ["two active sites", "superoffice", ["role: warm", "role: active"], "sites\n  given    2 active sites"],
  ["a region twice", "superoffice", ["region: norwaywest", "region: norwayeast"], "allowed  every region once"],
  ["an unknown region", "pct", ["region: westeurope", "region: westeurop"], 'Did you mean "westeurope"?'],
  [
    "a copy outside of the countries of backups",
    "pct",
    ["in: [NL]", "in: [GB]"],
    'backup.independentCopies[1].in\n  given    ["GB"]\n  allowed  countries within residency.backups: EEA',
  ],
  [
    "zones where the region has none",
    "draftit",
    ["apart: region", "apart: zone\n      in: [NO]"],
    "allowed  what the legal sites have: 0 zones",
  ],
  ["a copy that goes before the next one", "pct", ["kept: P30D", "kept: PT6H"], "allowed  at least PT12H"],
  ["years shorter than months", "superoffice", ["yearly: P10Y", "yearly: P6M"], "allowed  at least P12M"],
  [
    "backups of documents that forget",
    "superoffice",
    ["backupKept: P90D", "backupKept: P30D"],
    "as far back as deletedKept",
  ],
  ["recovery before anybody decided", "pct", ["time: PT8H", "time: PT35M"], "allowed  more than the 35 minutes"],
  [
    "a restore that starts before it is detected",
    "draftit",
    ["within: PT1H", "within: PT5M"],
    "allowed  more than the 5 minutes",
  ],
  ["probes slower than detection", "pct", ["every: PT1M", "every: PT10M"], "allowed  at most PT5M"],
  ["one boundary twice", "draftit", ["at: url", "at: platform"], "allowed  every boundary once"],
  [
    "a twin in a zone that is not there",
    "cloxxs",
    ["zone: 2", "zone: 3 }, { region: westeurope, zone: 2"],
    "exactly two stamps",
  ],
  [
    "a stamp in a zone that nobody has",
    "cloxxs",
    ["region: westeurope, zone: 1 }", "region: swedensouth, zone: 1 }"],
    "recovery.twin.stamps[0].zone\n  given    zone 1 of swedensouth\n  allowed  no zone: sites in swedensouth cannot be pinned",
  ],
  [
    "a site in a zone that its region does not have",
    "superoffice",
    ["role: warm", "role: warm, zone: 2"],
    "sites[1].zone\n  given    zone 2 of norwaywest\n  allowed  no zone: sites in norwaywest cannot be pinned to one\n" +
      "  breaks   SO-RES-2, SO-BCP-1\n  fix      Leave `zone` out: the site spreads over what its region has.\n" +
      "  or       Choose one of westeurope, norwayeast.",
  ],
  [
    "a twin in another country",
    "cloxxs",
    ["westeurope, zone: 2", "northeurope, zone: 2"],
    "given    northeurope in IE",
  ],
  [
    "windows of another time zone",
    "draftit",
    ["PT6H, timeZone: Europe/Stockholm", "PT6H, timeZone: UTC"],
    "the time zone of the window",
  ],
  ["hours without length", "pct", ['to: "17:00"', 'to: "09:00"'], "allowed  a time other than `from`"],
  [
    "half of a BGP session",
    "pct",
    ["192.0.2.10, bgpPeer: 10.250.48.2 }", "192.0.2.10 }"],
    "Give neither for static routes.",
  ],
  [
    "two devices with one BGP peer",
    "pct",
    ["bgpPeer: 10.250.48.3", "bgpPeer: 10.250.48.2"],
    "allowed  an address that no other device has",
  ],
  [
    "a BGP peer in front of the tunnel",
    "pct",
    ["bgpPeer: 10.250.48.3", "bgpPeer: 192.0.2.11"],
    "allowed  an address behind the tunnel",
  ],
  ["one device twice", "pct", ["192.0.2.11", "192.0.2.10"], "allowed  every device once"],
  [
    "a support clock that nobody defined",
    "coachview",
    ["hours: officeHours", "hours: office"],
    "allowed  one of always, officeHours",
  ],
  [
    "a source of a term that is not there",
    "coachview",
    ["termSource: { point", "termSource: { pint"],
    'Did you mean "point"?',
  ],
  ["a calendar named always", "pct", ["  workingHours:", "  always:"], "allowed  another name"],
  ["one severity twice", "pct", ["name: other", "name: critical"], "given    support.severities[critical]"],
  [
    "holidays of a country that nobody counted",
    "pct",
    ["country: NL", "country: AQ"],
    "whose public holidays are known",
  ],
];

test.each(alsoRefused)("%s is refused", (_about, platform, change, says) => {
  expect(judged(platform, change)).toContain(says);
});
