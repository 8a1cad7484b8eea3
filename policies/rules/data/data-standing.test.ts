import { describe, expect, it } from "vitest";
import type { Tenants } from "../../../agreement/tenants";
import type { Measure } from "../../framework/language";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isGivenUp, servesNobody } from "./data-standing";

const place = { name: "Somebody", segment: 0, overrides: {} };
const moment = "2027-03-01T10:00:00Z";
const tenants = {
  schemaVersion: 2,
  platform: "superoffice",
  tenants: [
    {
      ...place,
      code: "fjel",
      cell: "01",
      hostName: "fjel.example.no",
      state: "active",
      data: {
        production: {
          generation: "02",
          restored: { from: "01", to: moment },
          restoring: { generation: "03", from: "02", to: moment },
          kept: [
            { generation: "01", until: "2027-04-01" },
            { generation: "04", until: "2027-04-01", released: true },
          ],
        },
      },
    },
  ],
  retired: [
    { ...place, code: "nord", cell: "01", left: "2026-12-31", state: "released", data: {} },
    { ...place, code: "brei", cell: "02", left: "2026-12-31", state: "released", data: {} },
    { ...place, code: "alsv", cell: "03", left: "2026-12-31", state: "released", data: {} },
    { ...place, code: "kept", cell: "03", left: "2026-12-31", state: "kept", data: {} },
  ],
} as const satisfies Tenants;

const measure = { tenants, environment: "production" } as unknown as Measure;
const givenUp = (type: string, inputs: Readonly<Record<string, unknown>>, environment = "production") =>
  isGivenUp({ type, inputs } as unknown as RegisteredResource, { tenants, environment } as unknown as Measure);

describe("what the tenants document gives up", () => {
  it.each([
    ["serves", "sqldb-sop-fjel-02", false],
    ["is kept after a promotion", "sqldb-sop-fjel-01", false],
    ["is beside the serving one", "sqldb-sop-fjel-03", true],
    ["was released", "sqldb-sop-fjel-04", true],
    ["is of a tenant whose data was released", "sqldb-sop-nord-01", true],
    ["is of a tenant who left and is kept", "sqldb-sop-kept-01", false],
    ["has a name that says nothing", "fjel-03", false],
  ])("a database that %s", (_, databaseName, expected) => {
    expect(givenUp("sql:Database", { databaseName })).toBe(expected);
  });

  it("holds in the environment that it is said of", () => {
    expect(givenUp("sql:Database", { databaseName: "sqldb-sop-fjel-03" }, "local")).toBe(false);
  });

  it.each([
    ["sql:Server", { serverName: "sql-sop-noe-01-dat-k7qs" }, false],
    ["sql:Server", { serverName: "sql-sop-noe-02-dat-k7qs" }, true],
    ["sql:Server", { serverName: "sql-sop-noe-03-dat-k7qs" }, false],
    ["sql:Server", { serverName: "sql-sop-noe-01-nord-dat-k7qs" }, true],
    ["sql:Server", { serverName: "sql-sop-noe-01-fjel-dat-k7qs" }, false],
    ["storage:StorageAccount", { accountName: "stsopneudoc025un2" }, true],
    ["storage:StorageAccount", { accountName: "stsopneudoc015un2" }, false],
    ["storage:StorageAccount", { accountName: "stsopnowarc02k3xq" }, false],
    ["storage:BlobContainer", { containerName: "blob-nord-doc" }, true],
    ["storage:BlobContainer", { containerName: "blob-fjel-doc" }, false],
    ["keyvault:Vault", { vaultName: "kvsopnoekey07hamc" }, false],
  ])("a %s %o", (type, inputs, expected) => {
    expect(givenUp(type, inputs)).toBe(expected);
  });
});

it.each([
  ["sqldb-sop-fjel-02", false],
  ["sqldb-sop-fjel-01", true],
  ["sqldb-sop-fjel-03", true],
  ["sqldb-sop-kept-01", true],
  ["sqldb-sop-ab12-01", false],
  ["fjel-01", false],
])("whether %s serves nobody", (databaseName, expected) => {
  const database = { type: "sql:Database", inputs: { databaseName } } as unknown as RegisteredResource;
  expect(servesNobody(database, measure)).toBe(expected);
});

describe("a tenant that is moved", () => {
  const [fjel] = tenants.tenants;
  const until = "2027-04-01";
  const inCell = (cell: string, data: object) =>
    ({
      environment: "production",
      tenants: { ...tenants, retired: [], tenants: [{ ...fjel, cell, data: { production: data } }] },
    }) as unknown as Measure;
  const going = inCell("01", { generation: "01", kept: [], moving: { generation: "02", cell: "04", segment: 1 } });
  const left = (released?: true) =>
    inCell("04", {
      generation: "02",
      place: { cell: "04", segment: 1 },
      copied: { from: "01", cell: "01", at: moment },
      kept: [{ generation: "01", until, cell: "01", ...(released && { released }) }],
    });
  const container = (account: string) => ({ containerName: "blob-fjel-doc", accountName: account });
  const standing = (type: string, inputs: object, measured: Measure) =>
    isGivenUp({ type, inputs } as unknown as RegisteredResource, measured);
  const [first, other] = ["stsopneudoc015un2", "stsopneudoc045un2"];

  it("needs its documents where it is, and may lose the copy that is made of them", () => {
    expect(standing("storage:BlobContainer", container(first), going)).toBe(false);
    expect(standing("storage:BlobContainer", container(other), going)).toBe(true);
  });

  it("needs what it left until that is released, and what serves it always", () => {
    expect(standing("storage:BlobContainer", container(first), left())).toBe(false);
    expect(standing("storage:BlobContainer", container(first), left(true))).toBe(true);
    expect(standing("storage:BlobContainer", container(other), left(true))).toBe(false);
    expect(standing("sql:Database", { databaseName: "sqldb-sop-fjel-01" }, left())).toBe(false);
    expect(standing("sql:Database", { databaseName: "sqldb-sop-fjel-01" }, left(true))).toBe(true);
  });

  it("needs the server and the archive of the cell that it left, where nobody else is there", () => {
    const server = { serverName: "sql-sop-noe-01-dat-k7qs" };
    expect(standing("sql:Server", server, left())).toBe(false);
    expect(standing("sql:Server", server, left(true))).toBe(true);
    expect(standing("storage:StorageAccount", { accountName: first }, left(true))).toBe(true);
    expect(standing("storage:StorageAccount", { accountName: other }, left(true))).toBe(false);
  });
});
