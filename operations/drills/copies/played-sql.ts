import { writeFile } from "node:fs/promises";
import type { BacpacTool } from "../../../jobs/bacpac/bacpac-tool";
import { ZipArchive } from "../../../jobs/bacpac/zip-archive";
import type { Connect } from "../../../jobs/database/database-connection";
import type { ResourceManager } from "../../../jobs/management/arm-client";
import { ServiceError } from "../../../jobs/management/service-error";
import { bacpac, noise, type BacpacTable } from "../../../jobs/test-bed/bacpac-file";
import { connectionTo, type FakeDatabase } from "../../../jobs/test-bed/fake-database";

/** A marker that users have written. */
export interface Marker {
  readonly number: number;
  /** As SQL Server writes it, in UTC: `2026-01-05T06:00:00`. */
  readonly committed: string;
}

const MARKERS = "[deltawerk].[marker]";
const ROWS = "[dbo].[Customer]";

/** Tables of a database with these markers, as a BACPAC has them. */
export function tablesOf(markers: readonly Marker[]): readonly BacpacTable[] {
  return [
    { name: ROWS, rows: 3, data: [noise(3000)] },
    { name: MARKERS, rows: markers.length, data: [Buffer.from(JSON.stringify(markers))] },
  ];
}

/** A database that holds these markers. */
export function databaseOf(markers: readonly Marker[]): FakeDatabase {
  return {
    definitions: [`column ${ROWS} 1 [Id] int`, `column ${MARKERS} 1 [number] int`],
    tables: { [ROWS]: 3, [MARKERS]: markers.length },
    markers,
  };
}

/**
 * The part of SQL Server in a drill, because the local cloud runs none: databases whose rows are markers, as BACPACs in the
 * shape that the real tool gives them. What an import makes follows from the bytes of the file alone.
 */
export class PlayedSql {
  private readonly imported = new Map<string, readonly Marker[]>();
  private readonly made = new Map<string, unknown>();

  /**
   * @param source markers that are in the database that is copied
   * @param bodyOf a resource of the local cloud by its id
   */
  constructor(
    private readonly source: () => Promise<readonly Marker[]>,
    private readonly bodyOf: (id: string) => Promise<unknown>,
  ) {}

  readonly connect: Connect = async (_, database) =>
    connectionTo(databaseOf(this.imported.get(database) ?? (await this.source())));

  readonly tool: BacpacTool = {
    name: "sqlpackage",
    version: () => Promise.resolve("0.0.0.0"),
    export: async (_, file) => writeFile(file, bacpac(tablesOf(await this.source())), { flag: "wx" }),
    import: async (file, { database }) => {
      this.imported.set(database, await markersIn(file));
    },
  };

  /** Databases that jobs make for a while are here; everything else is in the local cloud. */
  readonly manager: ResourceManager = {
    get: async (id) => {
      const body = this.made.get(id.toLowerCase()) ?? (await this.bodyOf(id));
      if (body === undefined) throw new ServiceError(404, "ResourceNotFound", `There is no ${id}.`);
      return body;
    },
    list: () => Promise.resolve([]),
    put: (id, _, body) => Promise.resolve(this.made.set(id.toLowerCase(), body)),
    begin: (id, _, body) => {
      this.made.set(id.toLowerCase(), body);
      return Promise.resolve();
    },
    post: () => Promise.resolve(undefined),
    delete: (id) => {
      this.made.delete(id.toLowerCase());
      this.imported.delete(id.split("/").at(-1) ?? "");
      return Promise.resolve();
    },
    withSignal: () => this.manager,
  };

  /** Ids of databases that a job made and did not remove. */
  get left(): readonly string[] {
    return [...this.made.keys()];
  }
}

async function markersIn(file: string): Promise<readonly Marker[]> {
  const archive = await ZipArchive.open(file);
  try {
    const entry = archive.entries.find(({ name }) => name.startsWith("Data/deltawerk.marker/"));
    if (entry === undefined) return [];
    const pieces: Buffer[] = [];
    for await (const piece of archive.contents(entry)) pieces.push(piece);
    return JSON.parse(Buffer.concat(pieces).toString("utf8")) as readonly Marker[];
  } finally {
    await archive.close();
  }
}
