import type { RestorePoints } from "../../../drills/cloud";
import type { AzureDamageId } from "../../../drills/copies/azure-damages";
import type { Connect } from "../../../jobs/database/database-connection";
import type { ResourceManager } from "../../../jobs/management/arm-client";
import { ServiceError } from "../../../jobs/management/service-error";
import { connectionTo } from "../../../jobs/test-bed/fake-database";
import { databaseOf, type Marker } from "./played-sql";

interface RestoreBody {
  readonly properties?: {
    readonly createMode?: string;
    readonly restorePointInTime?: string;
    readonly longTermRetentionBackupResourceId?: string;
  };
}

export interface RestoredFrom {
  readonly markers: readonly Marker[];
  /** What the local cloud can restore of the database. */
  readonly restorable: RestorePoints;
  /** A resource of the local cloud by its id. */
  readonly bodyOf: (id: string) => Promise<unknown>;
  /** How the backup turns out to be damaged; absent where it is whole. */
  readonly damage: AzureDamageId | undefined;
}

/**
 * Azure's restores in a drill: a database is made of the markers that had been committed by the moment, where the local
 * cloud still has a backup of it. How a damaged backup shows is played, because no bytes of it exist.
 */
export class PlayedRestores {
  private readonly made = new Map<string, { readonly body: unknown; readonly markers: readonly Marker[] }>();

  constructor(private readonly from: RestoredFrom) {}

  readonly connect: Connect = (_, name) => {
    const { markers, damage } = this.from;
    const restored = [...this.made].find(([id]) => id.endsWith(`/${name.toLowerCase()}`))?.[1];
    if (restored === undefined) return Promise.resolve(connectionTo(databaseOf(markers)));
    const corruption = damage === "broken page" ? ["Table error: Object ID 1, index ID 1, page (1:8)."] : [];
    return Promise.resolve(connectionTo({ ...databaseOf(restored.markers), corruption }));
  };

  readonly manager: ResourceManager = {
    get: async (id) => {
      const body = this.made.get(id.toLowerCase())?.body ?? (await this.from.bodyOf(id));
      if (body === undefined) throw new ServiceError(404, "ResourceNotFound", `There is no ${id}.`);
      return body;
    },
    list: (id) => Promise.resolve(/longTermRetentionBackups$/i.test(id) ? this.longTermBackups() : []),
    put: (id, _, body) => {
      this.restore(id, body as RestoreBody);
      return Promise.resolve(body);
    },
    begin: (id, _, body) => {
      this.restore(id, body as RestoreBody);
      return Promise.resolve();
    },
    post: () => Promise.resolve(undefined),
    delete: (id) => {
      this.made.delete(id.toLowerCase());
      return Promise.resolve();
    },
    withSignal: () => this.manager,
  };

  /** Ids of databases that a job made and did not remove. */
  get left(): readonly string[] {
    return [...this.made.keys()];
  }

  private restore(id: string, body: RestoreBody): void {
    const moment = this.momentOf(body);
    const committed = this.from.markers.filter(({ committed: at }) => Date.parse(`${at}Z`) <= moment);
    const markers = this.from.damage === "missing rows" ? committed.slice(1) : committed;
    this.made.set(id.toLowerCase(), { body, markers });
  }

  /** @throws ServiceError where Azure would not restore it */
  private momentOf({ properties }: RestoreBody): number {
    const { damage, restorable } = this.from;
    if (damage === "refused restore") {
      throw new ServiceError(409, "DatabaseRestoreFailed", "The backup cannot be restored.");
    }
    const longTerm = properties?.longTermRetentionBackupResourceId?.split("/").at(-1);
    const moment = longTerm === undefined ? Date.parse(properties?.restorePointInTime ?? "") : Number(longTerm);
    const kind = longTerm === undefined ? "pointInTime" : "longTerm";
    const found = restorable.points.some(
      (point) => point.kind === kind && point.earliest <= moment && moment <= point.latest,
    );
    if (!found) throw new ServiceError(400, "InvalidRestorePoint", "No backup of that moment is kept.");
    return moment;
  }

  private longTermBackups(): readonly unknown[] {
    return this.from.restorable.points
      .filter(({ kind }) => kind === "longTerm")
      .map(({ latest }) => ({
        id: `/longTermRetentionBackups/${latest}`,
        properties: { backupTime: new Date(latest).toISOString() },
      }));
  }
}
