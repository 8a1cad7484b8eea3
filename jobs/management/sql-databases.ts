import { pause as realPause, type Pause } from "../job/pause";
import type { ResourceManager } from "./arm-client";
import { isAbsent } from "./service-error";

/** The version whose shapes are used here; the deployment's SDK uses the same. */
const API = "2023-08-01";
/** Tag of every database that a job made for a while, with the reason. Only such a database is ever deleted by a job. */
const TEMPORARY = "deltawerk-temporary";

/** The tag of a database that the job will remove. */
export function temporary(reason: string): Readonly<Record<string, string>> {
  return { [TEMPORARY]: reason };
}

/** A database that Azure has begun to make shows up within a minute (own estimate). */
const APPEARS_WITHIN = 6;
const LOOK_EVERY_MS = 10_000;

/** A database as ARM describes it. */
export interface DatabaseDescription {
  readonly id: string;
  readonly location: string;
  readonly sku: Readonly<Record<string, unknown>> | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: string | undefined;
  readonly zoneRedundant: boolean;
  readonly created: Date | undefined;
  /** First moment to which it can be restored; nothing before Azure's first backup of it. */
  readonly earliestRestore: Date | undefined;
}

/** What a new database is made from. */
export type DatabaseOrigin =
  /** Consistent with the source at the moment at which the copy ends. */
  | { readonly kind: "copy"; readonly databaseId: string }
  | { readonly kind: "pointInTime"; readonly databaseId: string; readonly at: Date }
  /** The newest geo-replicated backup. */
  | { readonly kind: "geo"; readonly databaseId: string }
  | { readonly kind: "longTerm"; readonly backupId: string }
  /** Empty, for the import of a copy. */
  | { readonly kind: "empty"; readonly maxBytes: number };

export interface NewDatabase {
  readonly id: string;
  readonly location: string;
  readonly origin: DatabaseOrigin;
  /** Absent: that of the source, or Azure's default. */
  readonly sku?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Where Azure keeps its own backups of it. Absent, Azure takes Geo, which leaves the region for its pair, so it is never
   * absent.
   */
  readonly backupRedundancy: "Local" | "Zone" | "Geo" | "GeoZone";
  readonly zoneRedundant?: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LongTermBackup {
  readonly id: string;
  readonly taken: Date;
  readonly expires: Date | undefined;
}

/** The server of a database's id. */
export function serverOf(databaseId: string): string {
  return databaseId.slice(0, databaseId.toLowerCase().lastIndexOf("/databases/"));
}

/** The last name of an ARM id. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The id of a database on a server. */
export function databaseId(serverId: string, name: string): string {
  return `${serverId}/databases/${name}`;
}

function createProperties(origin: DatabaseOrigin): Readonly<Record<string, unknown>> {
  switch (origin.kind) {
    case "copy":
      return { createMode: "Copy", sourceDatabaseId: origin.databaseId };
    case "pointInTime":
      return {
        createMode: "PointInTimeRestore",
        sourceDatabaseId: origin.databaseId,
        restorePointInTime: origin.at.toISOString(),
      };
    case "geo":
      return {
        createMode: "Recovery",
        recoverableDatabaseId: `${serverOf(origin.databaseId)}/recoverableDatabases/${nameOf(origin.databaseId)}`,
      };
    case "longTerm":
      return { createMode: "RestoreLongTermRetentionBackup", longTermRetentionBackupResourceId: origin.backupId };
    case "empty":
      return { createMode: "Default", maxSizeBytes: origin.maxBytes };
  }
}

function momentOf(value: unknown): Date | undefined {
  const moment = typeof value === "string" ? new Date(value) : undefined;
  return moment === undefined || Number.isNaN(moment.getTime()) ? undefined : moment;
}

interface DatabaseBody {
  readonly location?: string;
  readonly sku?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

function bodyOf(database: NewDatabase): object {
  return {
    location: database.location,
    ...(database.sku !== undefined && { sku: database.sku }),
    tags: database.tags,
    properties: {
      ...createProperties(database.origin),
      requestedBackupStorageRedundancy: database.backupRedundancy,
      zoneRedundant: database.zoneRedundant ?? false,
    },
  };
}

/** Azure SQL databases, made, looked at and removed by jobs. */
export class SqlDatabases {
  constructor(
    private readonly manager: ResourceManager,
    private readonly signal: AbortSignal,
    private readonly pause: Pause = realPause,
  ) {}

  withSignal(signal: AbortSignal): SqlDatabases {
    return new SqlDatabases(this.manager.withSignal(signal), signal, this.pause);
  }

  /** Nothing where there is no such database. */
  async find(id: string): Promise<DatabaseDescription | undefined> {
    let body: DatabaseBody;
    try {
      body = (await this.manager.get(id, API)) as DatabaseBody;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
    const status = body.properties?.["status"];
    return {
      id,
      location: body.location ?? "",
      sku: body.sku,
      tags: body.tags ?? {},
      status: typeof status === "string" ? status : undefined,
      zoneRedundant: body.properties?.["zoneRedundant"] === true,
      created: momentOf(body.properties?.["creationDate"]),
      earliestRestore: momentOf(body.properties?.["earliestRestoreDate"]),
    };
  }

  /** @throws Error where there is no such database. */
  async read(id: string): Promise<DatabaseDescription> {
    const found = await this.find(id);
    if (found === undefined) throw new Error(`There is no database ${id}.`);
    return found;
  }

  /** The region of a server. */
  async locationOfServer(serverId: string): Promise<string> {
    const { location } = (await this.manager.get(serverId, API)) as DatabaseBody;
    return location ?? "";
  }

  /** Makes a database and waits until it is there. */
  async create(database: NewDatabase): Promise<void> {
    await this.manager.put(database.id, API, bodyOf(database));
  }

  /** Asks for a database and does not wait: Azure goes on by itself once it has accepted. */
  async begin(database: NewDatabase): Promise<void> {
    await this.manager.begin(database.id, API, bodyOf(database));
  }

  /**
   * Removes a database that a job made; one that is not there is removed already.
   *
   * @param mayAppear whether a request to make it was interrupted, so that it may show up a little later.
   * @throws Error where the database is there and no job made it.
   */
  async removeMade(id: string, mayAppear = false): Promise<void> {
    let found = await this.find(id);
    for (let look = 1; mayAppear && found === undefined && look < APPEARS_WITHIN; look += 1) {
      await this.pause(LOOK_EVERY_MS, this.signal);
      found = await this.find(id);
    }
    if (found === undefined) return;
    if (found.tags[TEMPORARY] === undefined) {
      throw new Error(`${id} was not made by a job for a while (it has no tag ${TEMPORARY}), so no job removes it.`);
    }
    await this.manager.delete(id, API);
  }

  /** The long-term backups of a database, newest first; also of one that has been deleted. */
  async longTermBackups(liveDatabaseId: string, location: string): Promise<readonly LongTermBackup[]> {
    const [subscription] = /^\/subscriptions\/[^/]+/i.exec(liveDatabaseId) ?? [""];
    const list =
      `${subscription}/providers/Microsoft.Sql/locations/${location}/longTermRetentionServers/` +
      `${nameOf(serverOf(liveDatabaseId))}/longTermRetentionDatabases/${nameOf(liveDatabaseId)}/longTermRetentionBackups`;
    const backups = (await this.manager.list(list, API)) as readonly {
      readonly id?: string;
      readonly properties?: Readonly<Record<string, unknown>>;
    }[];
    return backups
      .flatMap(({ id, properties }): LongTermBackup[] => {
        const taken = momentOf(properties?.["backupTime"]);
        return id === undefined || taken === undefined
          ? []
          : [{ id, taken, expires: momentOf(properties?.["backupExpirationTime"]) }];
      })
      .sort((a, b) => b.taken.getTime() - a.taken.getTime());
  }

  /** When the newest backup that has reached the paired region was taken; nothing where there is none. */
  async newestGeoBackup(liveDatabaseId: string): Promise<Date | undefined> {
    try {
      const id = `${serverOf(liveDatabaseId)}/recoverableDatabases/${nameOf(liveDatabaseId)}`;
      const { properties } = (await this.manager.get(id, API)) as DatabaseBody;
      return momentOf(properties?.["lastAvailableBackupDate"]);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }
}
