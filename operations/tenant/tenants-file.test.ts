import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "../context";
import { addTenant } from "./add-tenant";
import { leaveTenant } from "./leave-tenant";
import { listTenants } from "./list-tenants";
import { removeTenant } from "./remove-tenant";

let folder: string;
let printed: string[];
let context: Context;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "deltawerk-tenants-"));
  cpSync("stacks", path.join(folder, "stacks"), { recursive: true });
  printed = [];
  context = { projectFolder: folder, print: (line) => printed.push(line), note: () => undefined };
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (platform: string): string => path.join(folder, "stacks", "tenants", `${platform}.yaml`);
const textOf = (platform: string): string => readFileSync(fileOf(platform), "utf8");
const addedTo = (before: string, after: string): readonly string[] =>
  after.split("\n").filter((line) => !before.split("\n").includes(line));
const refusalOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
};

const ekeb = { platform: "superoffice", code: "ekeb", name: "Ekeberg", hostName: "ekeberg.crm.example.no" };
const on = (date: string): Date => new Date(`${date}T12:00:00Z`);

describe("a new tenant", () => {
  test("gets the next free place, on a line of its own", () => {
    const before = textOf("superoffice");
    addTenant(context, { ...ekeb, overrides: {} });
    expect(addedTo(before, textOf("superoffice"))).toEqual([
      '  - { code: ekeb, name: Ekeberg, hostName: ekeberg.crm.example.no, cell: "01", segment: 3 }',
    ]);
    expect(printed[0]).toBe("Ekeberg (ekeb) is in cell 01, segment 3.");
    expect(readdirSync(path.dirname(fileOf("superoffice")))).toHaveLength(5);
  });

  test("goes into a new cell where the others are full, or too full for what it buys", () => {
    for (let number = 3; number < 6; number += 1) {
      const code = `t${String(number).padStart(3, "0")}`;
      addTenant(context, { ...ekeb, code, hostName: `${code}.crm.example.no`, overrides: {} });
    }
    expect(refusalOf(() => addTenant(context, { ...ekeb, cell: "01", overrides: {} }))).toBe(
      `There is no place for Ekeberg (ekeb): cell 01 with 6 tenants already.
Allowed: 6 tenants in a cell with compute "namespace", segments 0 to 31.
Leave the cell out: the first one with room is chosen, or a new one.
Nothing was changed.`,
    );
    addTenant(context, { ...ekeb, overrides: {} });
    expect(printed).toContain("Ekeberg (ekeb) is in cell 02, segment 0.");
  });

  test("that buys a cluster of its own gets it where a small cell has room", () => {
    const own = { platform: "draftit", code: "ekeb", name: "Ekeberg", hostName: "ekeberg.hr.example.se" };
    addTenant(context, { ...own, overrides: { compute: "cluster" } });
    // Cell 01 has two tenants, and takes four where one has a cluster of its own.
    expect(printed[0]).toBe("Ekeberg (ekeb) is in cell 01, segment 2.");
  });

  test("is refused with everything that is wrong with it, and nothing is written", () => {
    const before = textOf("superoffice");
    const overrides = { compute: "cluster", customerKey: true } as const;
    const malformed = refusalOf(() =>
      addTenant(context, { ...ekeb, code: "Eke", hostName: "Ekeberg.CRM.example.no", overrides }),
    );
    expect(malformed).toContain("tenants[3].code");
    expect(malformed).toContain("tenants[3].hostName");
    const impossible = refusalOf(() => addTenant(context, { ...ekeb, code: "fjel", overrides }));
    expect(impossible).toContain("code fjel, which Fjellvik Shipping has already");
    expect(impossible).toContain("what the agreement sells (isolation.computeOption)");
    expect(impossible).toContain("what the agreement sells (encryption.customerKeys)");
    expect(impossible).toContain("3 problems; nothing was changed");
    expect(textOf("superoffice")).toBe(before);
  });

  test("is not written into a document with problems of its own", () => {
    writeFileSync(fileOf("superoffice"), textOf("superoffice").replace("segment: 1", "segment: 0"));
    const before = textOf("superoffice");
    expect(refusalOf(() => addTenant(context, { ...ekeb, overrides: {} }))).toContain("every segment once in its cell");
    expect(textOf("superoffice")).toBe(before);
  });
});

describe("a tenant that leaves", () => {
  test("has a last day, and what it has stays on its lines", () => {
    const before = textOf("superoffice");
    leaveTenant(context, { platform: "superoffice", code: "nord", until: "2027-03-31" }, on("2027-01-15"));
    expect(addedTo(before, textOf("superoffice"))).toHaveLength(9);
    expect(textOf("superoffice")).toContain('      state: leaving,\n      until: "2027-03-31",\n    }\n');
    leaveTenant(context, { platform: "superoffice", code: "nord", until: "2027-04-30" }, on("2027-01-15"));
    expect(textOf("superoffice")).toContain('until: "2027-04-30"');
  });

  test("cannot have left in the past, nor be somebody else", () => {
    const leave = (code: string, until: string) => () =>
      leaveTenant(context, { platform: "superoffice", code, until }, on("2027-01-15"));
    expect(refusalOf(leave("nord", "2027-01-14"))).toContain("given as 2027-01-14, and today is 2027-01-15");
    expect(refusalOf(leave("nort", "2027-03-31"))).toContain('no tenant "nort". Did you mean "nord"?');
  });
});

describe("a tenant that is removed", () => {
  const remove = (date: string) => removeTenant(context, { platform: "superoffice", code: "nord" }, on(date));

  test("has left before, and its last day is over", () => {
    expect(refusalOf(() => remove("2027-04-01"))).toContain("Nordlys Energi (nord) is active");
    leaveTenant(context, { platform: "superoffice", code: "nord", until: "2027-03-31" }, on("2027-01-15"));
    expect(refusalOf(() => remove("2027-03-31"))).toContain("is 2027-03-31, and today is 2027-03-31");
    remove("2027-04-01");
    expect(textOf("superoffice")).toContain(
      'retired:\n  - { code: nord, name: Nordlys Energi, cell: "01", segment: 1, left: "2027-03-31" }\n',
    );
    expect(printed).toContain(
      "Its databases and documents stay protected; by agreement they are to be gone by 2027-04-30.",
    );
  });

  test("leaves its code and its segment to nobody", () => {
    leaveTenant(context, { platform: "superoffice", code: "nord", until: "2027-03-31" }, on("2027-01-15"));
    remove("2027-04-01");
    addTenant(context, { ...ekeb, overrides: {} });
    expect(printed).toContain("Ekeberg (ekeb) is in cell 01, segment 3.");
    expect(refusalOf(() => addTenant(context, { ...ekeb, code: "nord", overrides: {} }))).toContain(
      "a code that nobody has had",
    );
    expect(refusalOf(() => remove("2027-04-01"))).toContain("left superoffice on 2027-03-31 and was removed");
  });

  test("is listed with the day by which its data is to be gone", () => {
    leaveTenant(context, { platform: "superoffice", code: "nord", until: "2027-03-31" }, on("2027-01-15"));
    remove("2027-04-01");
    printed = [];
    listTenants(context, { platform: "superoffice", environment: "local", json: false });
    const table = printed.join("\n").replaceAll(/\s+/g, " ");
    expect(table).toContain("fjel Fjellvik Shipping cell 01, segment 0 https://fjellvik.crm.example.no active 01");
    expect(table).toContain("nord Nordlys Energi cell 01, segment 1");
    expect(table).toContain("2027-04-30");
  });
});

test("a document of version 1 is brought forward by the first change of it", () => {
  const old = textOf("superoffice").replace("schemaVersion: 2", "schemaVersion: 1");
  writeFileSync(fileOf("superoffice"), old.replace("segment: 0 }", 'segment: 0, generation: "02" }'));
  addTenant(context, { ...ekeb, overrides: {} });
  expect(textOf("superoffice")).toContain("schemaVersion: 2");
  expect(textOf("superoffice")).not.toContain('segment: 0, generation: "02"');
  expect(textOf("superoffice")).toContain('production: { generation: "02" }');
});
