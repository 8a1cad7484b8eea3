import type { Cloud } from "../arm/cloud";
import { idKey, parseResourceId } from "../arm/resource-id";
import { textAt } from "../models/read-body";
import type { Instant, TimeSpan } from "../wire/data-plane-messages";
import { erasOf, groupOf, replicatedUntil, type Era, type Group } from "./failover-groups";
import { knownResource } from "./outages";
import { serviceOf, workloadsOf, type StartedWorkload } from "./service";
import { before, joined, union, within, type TimeSpans } from "./time-spans";

/**
 * What is in the databases of the local cloud, as the commit times of what users wrote. Nothing is stored: it follows
 * from who served when, from what each database was made of, and from what happened to it.
 */
export class Contents {
  private readonly written: ReadonlyMap<string, TimeSpans>;

  constructor(private readonly cloud: Cloud) {
    const now = Date.parse(cloud.now);
    const writes = workloadsOf(cloud).flatMap((workload) =>
      serviceOf(cloud, workload, now).flatMap(({ databaseId, from, to }) =>
        databaseId === undefined ? [] : [{ databaseId, span: { from, to } }],
      ),
    );
    const byDatabase = new Map<string, TimeSpan[]>();
    for (const { databaseId, span } of writes)
      byDatabase.set(databaseId, [...(byDatabase.get(databaseId) ?? []), span]);
    this.written = new Map([...byDatabase].map(([id, spans]) => [id, joined(spans)]));
  }

  /** Commit times of what a database holds at a moment. */
  of(databaseId: string, at: Instant): TimeSpans {
    const group = groupOf(this.cloud, databaseId);
    if (group === undefined) return this.undamaged([idKey(databaseId)], this.alone(databaseId, at), at);
    const eras = erasOf(this.cloud, group);
    const server = idKey(parseResourceId(databaseId).parent ?? "");
    const era = eras.find(({ from, to }) => from <= at && at < to) ?? eras.at(-1);
    if (era === undefined) return [];
    const until = era.server === server ? at : replicatedUntil(this.cloud, group, era.server, at);
    return this.inEra(group, eras, eras.indexOf(era), parseResourceId(databaseId).name, until);
  }

  private alone(databaseId: string, at: Instant): TimeSpans {
    return union(this.origin(databaseId, at), before(this.written.get(idKey(databaseId)) ?? [], at));
  }

  /** What a primary holds at a moment of an era: what it had at its beginning, and what was written to it since. */
  private inEra(group: Group, eras: readonly Era[], index: number, name: string, at: Instant): TimeSpans {
    const era = eras[index];
    if (era === undefined) return [];
    const id = `${era.server}/databases/${name.toLowerCase()}`;
    const previous = eras[index - 1];
    const carried =
      previous === undefined
        ? this.origin(id, at)
        : this.inEra(group, eras, index - 1, name, this.carriedUntil(group, era, previous));
    const since = within(this.written.get(id) ?? [], { from: era.from, to: at });
    const ids = group.servers.map((server) => `${server}/databases/${name.toLowerCase()}`);
    // A look back at an earlier time is not hurt by what happened after it.
    return this.undamaged(ids, union(before(carried, at), since), at);
  }

  /** The moment of the former primary's data with which a new primary begins. */
  private carriedUntil(group: Group, era: Era, previous: Era): Instant {
    return era.withDataLoss ? replicatedUntil(this.cloud, group, previous.server, era.from) : era.from;
  }

  /** What a database was made of, as far as it was there at a moment. */
  private origin(databaseId: string, at: Instant): TimeSpans {
    const imported = this.cloud.history
      .of("imported")
      .filter((event) => idKey(event.databaseId) === idKey(databaseId) && event.at <= at)
      .flatMap(({ sourceDatabaseId, asOf }) => this.of(sourceDatabaseId, asOf));
    const body = knownResource(this.cloud, databaseId)?.body ?? {};
    const source = textAt(body, "properties.sourceDatabaseId");
    const point = Date.parse(textAt(body, "properties.restorePointInTime") ?? "");
    const isRestored = textAt(body, "properties.createMode") === "PointInTimeRestore";
    const restored = isRestored && source !== undefined && !Number.isNaN(point) ? this.of(source, point) : [];
    // Azure copies what is there when the copy ends; what it is asked for is the least that it copies.
    const asked = Date.parse(textAt(body, "properties.creationDate") ?? "");
    const isCopied = textAt(body, "properties.createMode") === "Copy";
    const copied = isCopied && source !== undefined && asked <= at ? this.of(source, asked) : [];
    return union(joined(imported), union(restored, copied));
  }

  /** Without what was lost within the database up to a moment. */
  private undamaged(ids: readonly string[], spans: TimeSpans, at: Instant): TimeSpans {
    const losses = this.cloud.history
      .of("emptied")
      .filter((event) => ids.includes(idKey(event.databaseId)) && event.at <= at);
    const last = losses.at(-1);
    return last === undefined ? spans : within(spans, { from: last.at, to: Infinity });
  }
}

/** The workload with an id. */
export function workloadNamed(cloud: Cloud, id: string): StartedWorkload | undefined {
  return workloadsOf(cloud).find((workload) => workload.id === id);
}
