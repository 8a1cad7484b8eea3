import type { KeyObject } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainerClient } from "@azure/storage-blob";
import type { BacpacTool } from "../bacpac/bacpac-tool";
import { unwrapWith, type KeyStore, type RecipientKey } from "../copies/key-wrapping";
import type { PlaceAddress } from "../copies/place";
import type { Connect } from "../database/database-connection";
import type { ExportOrders } from "../export/export-orders";
import type { ExportServices } from "../export/export-copy";
import { SqlDatabases } from "../management/sql-databases";
import { pause } from "../job/pause";
import { ArmServer } from "./arm-server";
import { startAzurite, type Azurite } from "./azurite";
import { bacpac, noise, type BacpacTable } from "./bacpac-file";
import { connectionTo, type FakeDatabase } from "./fake-database";
import { newKeyPair } from "./key-pair";

export const SERVER_ID =
  "/subscriptions/s/resourceGroups/rg-pcl-weu-01-dat/providers/Microsoft.Sql/servers/sql-pcl-weu-01-k3xq";
export const CHECK_SERVER_ID =
  "/subscriptions/s/resourceGroups/rg-pcl-weu-job/providers/Microsoft.Sql/servers/sql-pcl-weu-check";
export const SOURCE_ID = `${SERVER_ID}/databases/sqldb-pcl-acme-01`;
export const COPY_ID = `${SERVER_ID}/databases/sqldb-pcl-acme-hot-01`;

export const TABLES: readonly BacpacTable[] = [
  { name: "[dbo].[Customer]", rows: 3, data: [noise(3000), noise(500)] },
  { name: "[dbo].[Audit]", rows: 0 },
];

export const DATABASE: FakeDatabase = {
  definitions: ["column [dbo].[Customer] 1 [Id] int", "column [dbo].[Audit] 1 [Id] int"],
  tables: { "[dbo].[Customer]": 3, "[dbo].[Audit]": 0 },
  markers: [
    { number: 1, committed: "2026-01-09T00:00:00" },
    { number: 2, committed: "2026-01-09T12:00:00" },
  ],
};

export const EPOCH = new Date("2024-01-01T01:00:00Z");
export const HOUR = 3_600_000;

/** A key that copies are encrypted to, with its private half. */
export interface TestKey {
  readonly recipient: RecipientKey;
  readonly privateKey: KeyObject;
}

export function newKey(kid = "https://keys.vault.azure.net/keys/copies/v1"): TestKey {
  const { publicKey, privateKey } = newKeyPair();
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  return { recipient: { kid, kty: "RSA", n, e }, privateKey };
}

/** A key store in memory that holds whatever address it is asked for. */
export function storeOf(key: TestKey, enabled = true): KeyStore {
  return {
    holds: () => true,
    state: () => Promise.resolve({ enabled }),
    unwrap: (wrapped) => Promise.resolve(unwrapWith(key.privateKey, wrapped)),
  };
}

/** What the tool does. It knows nothing of SQL Server: it writes the bytes of a BACPAC, and reads nothing back. */
export interface FakeTool extends BacpacTool {
  readonly imported: string[];
  bytes: Buffer;
  /** Called before an export. */
  onExport: (signal: AbortSignal) => Promise<void>;
}

function fakeTool(): FakeTool {
  return {
    name: "sqlpackage",
    imported: [],
    bytes: bacpac(TABLES),
    onExport: () => Promise.resolve(),
    version: () => Promise.resolve("170.5.96.0"),
    async export(_, file, __, signal) {
      await this.onExport(signal);
      await writeFile(file, this.bytes, { flag: "wx" });
    },
    import(_, { database }) {
      this.imported.push(database);
      return Promise.resolve();
    },
  };
}

/** One tenant with its database, a blob server, a management interface and keys: all that the jobs meet outside. */
export class TenantWorld {
  readonly tool = fakeTool();
  readonly key = newKey();
  readonly statements: string[] = [];
  database = DATABASE;
  scratch = "";
  #run = 0;

  private constructor(
    readonly azurite: Azurite,
    readonly arm: ArmServer,
    private readonly folder: string,
  ) {}

  static async start(): Promise<TenantWorld> {
    const [azurite, arm, folder] = await Promise.all([
      startAzurite(),
      ArmServer.start(),
      mkdtemp(join(tmpdir(), "deltawerk-jobs-")),
    ]);
    return new TenantWorld(azurite, arm, folder);
  }

  async stop(): Promise<void> {
    await Promise.all([this.azurite.stop(), this.arm.stop(), rm(this.folder, { recursive: true, force: true })]);
  }

  /** Everything as it was, with places that nobody has written to. */
  async reset(): Promise<void> {
    this.#run += 1;
    this.scratch = join(this.folder, String(this.#run));
    await mkdir(this.scratch);
    this.arm.settle();
    this.arm.resources.clear();
    this.arm.requests.length = 0;
    this.arm.onRequest = () => undefined;
    Object.assign(this.arm.behaviour, { throttle: 0, polls: 1, failWith: undefined, hang: false, follow: "operation" });
    this.arm.behaviour.underWay = undefined;
    this.arm.resources.set(SERVER_ID, { location: "westeurope" });
    this.arm.resources.set(CHECK_SERVER_ID, { location: "westeurope" });
    this.arm.resources.set(SOURCE_ID, {
      location: "westeurope",
      sku: { name: "GP_Gen5_2" },
      tags: { tenant: "acme" },
      properties: { status: "Online", zoneRedundant: true },
    });
    this.database = DATABASE;
    this.statements.length = 0;
    Object.assign(this.tool, { bytes: bacpac(TABLES), onExport: () => Promise.resolve() });
    this.tool.imported.length = 0;
  }

  /** A place of this test; with `firstOfMonth`, one that keeps the firsts of months longer. */
  async place(name: string, firstOfMonth = false): Promise<PlaceAddress> {
    const container = `${name}-${this.#run}`;
    await this.azurite.container(container);
    if (!firstOfMonth) return { name, url: this.azurite.url, container };
    await this.azurite.container(`${container}-months`);
    return { name, url: this.azurite.url, container, firstOfMonthContainer: `${container}-months` };
  }

  /** A place's container with all rights. */
  container({ container }: PlaceAddress): Promise<ContainerClient> {
    return this.azurite.container(container);
  }

  connect: Connect = () => Promise.resolve(connectionTo(this.database, this.statements));

  databases(signal: AbortSignal): SqlDatabases {
    return new SqlDatabases(this.arm.client(signal), signal, (_, until) => pause(1, until));
  }

  orders(places: readonly PlaceAddress[], change: Partial<ExportOrders> = {}): ExportOrders {
    return {
      tenant: "acme",
      generation: 1,
      copy: "hot",
      schedule: { epoch: EPOCH, everyMilliseconds: 12 * HOUR },
      sourceDatabaseId: SOURCE_ID,
      copyDatabase: "sqldb-pcl-acme-hot-01",
      sqlHost: "sql.example",
      places,
      keys: [this.key.recipient],
      scratch: this.scratch,
      ...change,
    };
  }

  /** With the rights of whoever writes copies; small chunks, so that a small copy has several parts. */
  exportServices(signal: AbortSignal): ExportServices {
    return {
      databases: this.databases(signal),
      connect: this.connect,
      tool: this.tool,
      openContainer: this.azurite.as("writer"),
      layout: { chunkBytes: 512, chunksPerPart: 3 },
    };
  }
}
