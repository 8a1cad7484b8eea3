import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../invalid-input";
import { REGIONS } from "../regions";
import { SITES } from "../sites";
import { ENVIRONMENT_CODES, LABEL_LENGTH, PLATFORM_CODES, ROLES, type Environment, type Platform } from "./codes";
import { NAME_RULES, type NamedType, type NameRule, type Presence } from "./name-rules";
import { formatName, parseName, type NameParts } from "./resource-name";
import { uniqueSuffix } from "./unique-suffix";

const TYPES = Object.keys(NAME_RULES) as NamedType[];
const pick = <T extends string>(register: Readonly<Record<T, unknown>>): fc.Arbitrary<T> =>
  fc.constantFrom(...(Object.keys(register) as T[]));

/** Parts that a type allows: required ones always, optional ones at random, and tenant or role at least. */
function partsOf(type: NamedType): fc.Arbitrary<NameParts> {
  const rule: NameRule = NAME_RULES[type];
  const present = <T>(presence: Presence, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    presence === "required"
      ? value
      : presence === "never"
        ? fc.constant(undefined)
        : fc.option(value, { nil: undefined });
  const number = fc.integer({ min: 1, max: 99 });
  return fc
    .record({
      platform: present(rule.owner, pick(PLATFORM_CODES)),
      environment: present(rule.owner, pick(ENVIRONMENT_CODES)),
      site: present(rule.site, fc.constantFrom(...SITES.map((site) => site.code))),
      cell: present(rule.cell, number),
      tenant: present(rule.tenant, fc.stringMatching(/^[a-z][a-z0-9]{3}$/)),
      role: present(rule.style === "compact" ? "required" : "optional", pick(ROLES)),
      generation: present("optional", number),
      suffix: present(rule.unique ? "required" : "never", fc.stringMatching(/^[a-z2-7]{4}$/)),
      label: present(rule.label, fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,7}){0,2}$/)),
    })
    .filter((parts) => parts.role !== undefined || parts.tenant !== undefined)
    .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)));
}

function longestParts(type: NamedType): NameParts {
  const rule: NameRule = NAME_RULES[type];
  return {
    ...(rule.owner === "required" && { platform: "superoffice", environment: "production" }),
    ...(rule.site !== "never" && { site: "noe" }),
    ...(rule.cell !== "never" && { cell: 99 }),
    ...(rule.tenant !== "never" && { tenant: "ab12" }),
    role: "app",
    generation: 99,
    ...(rule.unique && { suffix: "k3xq" }),
    ...(rule.label !== "never" && { label: "x".repeat(LABEL_LENGTH) }),
  };
}

describe.each(TYPES)("names of %s", (type) => {
  const { limits } = NAME_RULES[type];

  it("are read back as the parts they were made of", () => {
    fc.assert(
      fc.property(partsOf(type), (parts) => {
        expect(parseName(type, formatName(type, parts))).toEqual(parts);
      }),
    );
  });

  it("differ where the parts differ", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(partsOf(type), { selector: (parts) => JSON.stringify(parts), minLength: 2 }),
        (all) => {
          expect(new Set(all.map((parts) => formatName(type, parts).toLowerCase())).size).toBe(all.length);
        },
      ),
    );
  });

  it("are accepted by Azure, the longest one too", () => {
    expect(formatName(type, longestParts(type)).length).toBeLessThanOrEqual(limits.max);
    fc.assert(
      fc.property(partsOf(type), (parts) => {
        const name = formatName(type, parts);
        expect(name).toMatch(limits.pattern);
        expect(name.length).toBeGreaterThanOrEqual(limits.min);
        expect(name.length).toBeLessThanOrEqual(limits.max);
      }),
    );
  });
});

describe("the registers", () => {
  it("hold distinct codes of a fixed width, and no role reads as a site", () => {
    const registers: readonly (readonly [number, readonly string[]])[] = [
      [2, Object.values(PLATFORM_CODES)],
      [1, Object.values(ENVIRONMENT_CODES)],
      [3, [...SITES.map((site) => site.code), ...Object.keys(ROLES)]],
      [3, REGIONS.map((region) => region.code)],
    ];
    for (const [width, codes] of registers) {
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.filter((code) => code.length !== width)).toEqual([]);
    }
  });

  it("give every type an abbreviation of its own", () => {
    const abbreviations = TYPES.map((type) => NAME_RULES[type].abbreviation);
    expect(new Set(abbreviations).size).toBe(abbreviations.length);
  });
});

describe("names that are deployed somewhere never change", () => {
  const owner = { platform: "superoffice", environment: "production" } as const;
  const so = (type: NamedType, parts: NameParts): string => {
    const rule: NameRule = NAME_RULES[type];
    return formatName(type, {
      ...parts,
      ...(rule.owner === "required" && owner),
      ...(rule.unique && { suffix: uniqueSuffix({ ...owner, type, salt: "a" }) }),
    });
  };
  it.each([
    [so("resources:ResourceGroup", { site: "noe", cell: 1, role: "net" }), "rg-sop-noe-01-net"],
    [so("network:VirtualNetwork", { site: "noe", role: "hub" }), "vnet-sop-noe-hub"],
    [so("network:Subnet", { site: "noe", cell: 1, tenant: "ab12", role: "dat" }), "snet-sop-noe-01-ab12-dat"],
    [so("network:PublicIPAddress", { site: "noe", role: "vpn", label: "2" }), "pip-sop-noe-vpn--2"],
    [so("sql:Server", { site: "noe", cell: 1, role: "dat" }), "sql-sop-noe-01-dat-k7qs"],
    [so("sql:Database", { tenant: "ab12", generation: 2 }), "sqldb-sop-ab12-02"],
    [so("storage:StorageAccount", { site: "neu", tenant: "ab12", role: "doc" }), "stsopneuab12doc5un2"],
    [so("keyvault:Vault", { site: "noe", role: "key", generation: 7 }), "kvsopnoekey07hamc"],
    [so("containerservice:AgentPool", { tenant: "ab12", role: "usr", generation: 1 }), "npab12usr01"],
    [so("monitor:ActionGroup", { role: "alr" }), "ag-sop-alr"],
  ])("%s", (made, expected) => {
    expect(made).toBe(expected);
  });
});

describe("the suffix", () => {
  const identity = { platform: "pct", environment: "test", type: "keyvault:Vault", salt: "a" } as const;

  it("is the same for the same identity and another one for another type, platform, environment or salt", () => {
    const others = [
      { ...identity, platform: "draftit" as Platform },
      { ...identity, environment: "local" as Environment },
      { ...identity, type: "sql:Server" },
      { ...identity, salt: "b" },
    ];
    const all = [identity, ...others].map(uniqueSuffix);
    expect(uniqueSuffix({ ...identity })).toBe(all[0]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("parts that make no name", () => {
  it("are all listed, with what was given and what is allowed", () => {
    const parts = { platform: "superofice", environment: "production", cell: 0, tenant: "ACME", role: "doc" };
    const problemsOf = (): readonly string[] => {
      try {
        formatName("storage:StorageAccount", parts as unknown as NameParts);
      } catch (error) {
        if (error instanceof InvalidInputError) return error.problems;
        throw error;
      }
      return [];
    };
    expect(problemsOf()).toEqual([
      'Name of a storage:StorageAccount: platform "superofice" is not registered. Did you mean "superoffice"? Allowed: coachview, superoffice, cloxxs, pct, draftit.',
      "Name of a storage:StorageAccount: site is missing.",
      'Name of a storage:StorageAccount: cell "0" is not part of such a name.',
      'Name of a storage:StorageAccount: tenant "ACME" must be a lower-case letter and three lower-case letters or digits.',
      "Name of a storage:StorageAccount: suffix is missing.",
    ]);
  });

  it.each([
    ["network:Subnet", "AzureFirewallSubnet"],
    ["network:VirtualNetwork", "vnet-xxp-noe-hub"],
    ["network:VirtualNetwork", "vnet-sop-mars-hub"],
    ["network:VirtualNetwork", "vnet-sop-noe-00-hub"],
    ["network:VirtualNetwork", "vnet-sop-noe"],
    ["network:VirtualNetwork", "nsg-sop-noe-hub"],
    ["network:VirtualNetwork", "vnet-sop-noe-hub--a--b"],
    ["sql:Database", "sqldb-sop-noe-ab12"],
  ] as const)("%s %s is nobody's name", (type, name) => {
    expect(parseName(type, name)).toBeUndefined();
  });
});
