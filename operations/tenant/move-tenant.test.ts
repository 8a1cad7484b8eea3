import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "../context";
import { addTenant } from "./add-tenant";
import type { deployedData, deployedIn, DeployedData } from "./deployed-data";
import { discardData } from "./discard-data";
import { leaveTenant } from "./leave-tenant";
import { listTenants } from "./list-tenants";
import { moveTenant } from "./move-tenant";
import { promoteTenant } from "./promote-tenant";
import { restoreTenant } from "./restore-tenant";

const there = vi.hoisted(() => ({ data: vi.fn<typeof deployedData>(), inCell: vi.fn<typeof deployedIn>() }));
vi.mock("./deployed-data", () => ({ deployedData: there.data, deployedIn: there.inCell }));

const platform = "superoffice";
const nord = { platform, code: "nord", environment: "local" } as const;
const NOW = "2027-03-01T10:00:00.500Z";

let folder: string;
let printed: string[];
let context: Context;

const file = () => path.join(folder, "stacks", "tenants", `${platform}.yaml`);
const text = () => readFileSync(file(), "utf8");
const says = async (act: () => unknown): Promise<string> => {
  try {
    await act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
};
/** What is deployed in every cell. */
const deploy = (...urns: readonly string[]) => {
  const resources = urns.map((urn) => ({ type: "azure-native:storage:BlobContainer", urn }));
  const data = { now: new Date(NOW), stack: "stack", generations: [], resources } as unknown as DeployedData;
  there.data.mockResolvedValue(data);
  there.inCell.mockResolvedValue(data);
};
const add = (code: string, cell: string) =>
  addTenant(context, { platform, code, name: code, hostName: `${code}.example.no`, cell, overrides: {} });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "deltawerk-moves-"));
  cpSync("stacks", path.join(folder, "stacks"), { recursive: true });
  printed = [];
  context = { projectFolder: folder, print: (line) => printed.push(line), note: () => undefined };
  add("ekeb", "02");
  deploy("urn::documents-weu-nord");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("a move", () => {
  it("is written down with a place and a generation, and tells for how long users wait", () => {
    moveTenant(context, { ...nord, to: "02" });
    expect(text()).toMatch(/moving: \{ generation: "02", cell: "02", segment: 1 \}/);
    expect(text()).toMatch(/code: nord,[^}]*cell: "01",\s*segment: 1,/);
    expect(printed.join("\n")).toContain("going to cell 02, segment 1, as generation 02");
    expect(printed.join("\n")).toMatch(/kept out for about \d+ min|kept out for about \d+ h/);
    printed = [];
    listTenants(context, { platform, environment: "local", json: false });
    expect(printed.join("\n").replaceAll(/\s+/g, " ")).toContain("01; 02 in cell 02, segment 1, to come");
  });

  it("is refused with everything that speaks against it", async () => {
    leaveTenant(context, { platform, code: "nord", until: "2027-12-31" }, new Date("2027-01-15"));
    const others = ["bbb1", "bbb2", "bbb3", "bbb4", "bbb5"].map(
      (code, index) =>
        `  - { code: ${code}, name: ${code}, hostName: ${code}.example.no, cell: "02", segment: ${index + 1} }\n`,
    );
    writeFileSync(file(), text() + others.join(""));
    const before = text();
    const said = await says(() => moveTenant(context, { ...nord, to: "02" }));
    expect(said).toContain("a move of a tenant that is leaving");
    expect(said).toContain("cell 02 with 6 tenants already");
    expect(said).toContain("Nothing was changed.");
    expect(await says(() => moveTenant(context, { ...nord, to: "01" }))).toContain("is or has been");
    expect(await says(() => moveTenant(context, { ...nord, to: "09" }))).toContain("another cell with tenants: 02");
    expect(text()).toBe(before);
  });

  it("is one at a time, and nothing is restored meanwhile", async () => {
    moveTenant(context, { ...nord, to: "02" });
    expect(await says(() => moveTenant(context, { ...nord, to: "02" }))).toContain("on its way to cell 02 already");
    expect(await says(() => restoreTenant(context, { ...nord, to: NOW }))).toContain("on its way to cell 02");
  });

  it("waits while one of the cells has failed over", async () => {
    const environment = path.join(folder, "stacks", "environments", `${platform}.local.yaml`);
    writeFileSync(environment, `${readFileSync(environment, "utf8")}\nactiveSites: { "02": now }\n`);
    expect(await says(() => moveTenant(context, { ...nord, to: "02" }))).toContain("cell 02 at now is active");
  });

  it("is given up before the promotion, and the document is as it was", async () => {
    const before = text();
    moveTenant(context, { ...nord, to: "02" });
    await discardData(context, nord);
    expect(printed.join("\n")).toContain("stays where it is");
    const words = (written: string) => written.replaceAll(/\s+/g, "").replaceAll(",}", "}");
    expect(words(text())).toBe(words(before));
  });
});

describe("the promotion of a move", () => {
  beforeEach(() => {
    moveTenant(context, { ...nord, to: "02" });
  });

  it("waits until the documents are being copied", async () => {
    deploy();
    expect(await says(() => promoteTenant(context, nord))).toContain("are not copied to cell 02 yet");
  });

  it("is written down with what it leaves, for as long as any of it can be asked for", async () => {
    expect(await says(() => promoteTenant(context, { ...nord, keepUntil: "2027-04-01" }))).toContain(
      "2027-05-30 or later",
    );
    await promoteTenant(context, nord);
    const written = text().replaceAll(/\s+/g, " ");
    expect(written).toContain('copied: { from: "01", cell: "01", at: "2027-03-01T10:00:00Z" }');
    expect(written).toContain('kept: [{ generation: "01", cell: "01", until: "2027-05-30" }]');
    expect(written).toContain('place: { cell: "02", segment: 1 }');
    expect(written).not.toContain("moving");
    expect(printed.join("\n")).toContain("Point nordlys.crm.example.no to the entry of cell 02");
    expect(await says(() => moveTenant(context, { ...nord, to: "01" }))).toContain("is or has been");
    const restore = await says(() => restoreTenant(context, { ...nord, from: "01", to: NOW }));
    expect(restore).toContain("is in cell 01, and Azure restores a database on its own server");
    const generation = { generation: "01", databaseId: "id", created: "2027-01-01T00:00:00Z", protected: true };
    const data = { now: new Date(NOW), stack: "stack", generations: [generation], resources: [] };
    there.inCell.mockResolvedValue(data as unknown as DeployedData);
    await restoreTenant(context, { ...nord, from: "01", to: "2027-02-28T10:00:00Z", made: "03" });
    expect(text().replaceAll(/\s+/g, " ")).toMatch(
      /generation: "03", from: "01", to: "2027-02-28T10:00:00Z", made: true/,
    );
  });

  it("waits for somebody who goes the other way", async () => {
    await promoteTenant(context, nord);
    deploy("urn::documents-weu-ekeb");
    moveTenant(context, { ...nord, code: "ekeb", to: "01" });
    expect(await says(() => promoteTenant(context, { ...nord, code: "ekeb" }))).toContain(
      "is on its way from cell 01 to cell 02",
    );
    deploy("urn::documents-weu-ekeb", "urn::database-nord-02-primary");
    expect(await says(() => promoteTenant(context, { ...nord, code: "ekeb" }))).toBe("accepted");
  });
});
