import { z } from "zod";
import { newestCopy } from "../../../jobs/copies/finished-copies";
import { unwrapWith, type KeyStore, type RecipientKey } from "../../../jobs/copies/key-wrapping";
import { openPlace, type OpenContainer } from "../../../jobs/copies/place";
import { exportCopy } from "../../../jobs/export/export-copy";
import { readExportOrders, type ExportOrders } from "../../../jobs/export/export-orders";
import type { JobContext } from "../../../jobs/job/run-job";
import type { JobRecord } from "../../../jobs/job/records";
import { KINDS, Variables } from "../../../jobs/job/variables";
import { SqlDatabases } from "../../../jobs/management/sql-databases";
import { capturedContext, type CapturedContext } from "../../../jobs/test-bed/captured-records";
import { newKeyPair } from "../../../jobs/test-bed/key-pair";
import { readVerificationOrders, type CopyOrders } from "../../../jobs/verification/verification-orders";
import { verifyLongTerm, verifyPointInTime } from "../../../jobs/verification/verify-database";
import { verifyCopy } from "../../../jobs/verification/verify-copy";
import type { DrillCloud, Instant } from "../../../drills/cloud";
import type { CopyName, CopyWork, PlaceFinding } from "../../../drills/copies/copy-work";
import { copyCheckName, copyJobName } from "../../../drills/copy-jobs";
import type { BlobAccess } from "../../../simulator/wire/blob-messages";
import { CloudContainer } from "./cloud-container";
import { damageCopy } from "./copy-damages";
import { deployedVariables } from "./deployed-variables";
import { PlayedRestores } from "./played-restores";
import { PlayedSql, type Marker } from "./played-sql";

/** Small, so that a small copy has several parts. */
const LAYOUT = { chunkBytes: 512, chunksPerPart: 3 };
/** Of what users have written, a copy holds a marker of every so many. */
const EVERY_NTH = 720;

/** What a finding of the verification is recorded with, as far as a drill reads it. */
const findingDetails = z.object({
  place: z.string(),
  damages: z.array(z.object({ kind: z.string() })),
  undetermined: z.array(z.string()),
});

interface Ordered<Orders> {
  readonly orders: Orders;
  readonly context: Pick<JobContext, "platform" | "environment">;
}

/**
 * The jobs' own code, on blobs of the local cloud, with the orders of the CronJobs that are deployed. The key is the drill's,
 * because the private half of the platform's is nobody's to use; the part of SQL Server is played.
 *
 * @param scratch an empty folder, removed by whoever made it
 */
export function copyWork(cloud: DrillCloud, blobs: BlobAccess, scratch: string): CopyWork {
  const { publicKey, privateKey } = newKeyPair();
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const recipient: RecipientKey = { kid: "file:///drill/01", kty: "RSA", n, e };
  const keys: KeyStore = {
    holds: (keyId) => keyId === recipient.kid,
    state: () => Promise.resolve({ enabled: true }),
    unwrap: (wrapped) => Promise.resolve(unwrapWith(privateKey, wrapped)),
  };
  /** Markers of which the newest copy of each name was made. */
  const copied = new Map<string, readonly Marker[]>();
  const keyOf = ({ tenant, copy }: CopyName): string => `${tenant}/${copy}`;

  const exportOrders = async (name: CopyName): Promise<Ordered<ExportOrders>> => {
    const job = copyJobName({ key: name.copy }, name.tenant);
    const { orders, context } = await ordered(cloud, job, readExportOrders);
    return { context, orders: { ...orders, keys: [recipient], scratch } };
  };
  const openContainer = async (): Promise<OpenContainer> => {
    const accounts = (await cloud.resources()).filter(
      ({ type }) => type.toLowerCase() === "microsoft.storage/storageaccounts",
    );
    return (url, container) => {
      const account = new URL(url).hostname.split(".")[0] ?? "";
      const accountId = accounts.find(({ id }) => id.endsWith(`/${account}`))?.id;
      if (accountId === undefined) throw new Error(`no storage account of the cloud is ${account}`);
      return new CloudContainer(blobs, { accountId, container });
    };
  };
  const bodyOf = async (id: string): Promise<unknown> =>
    (await cloud.resources(id)).find((each) => each.id.toLowerCase() === id.toLowerCase())?.body;
  const played = (source: () => Promise<readonly Marker[]>): PlayedSql => new PlayedSql(source, bodyOf);
  const newestAt = async (orders: ExportOrders, place: string) => {
    const address = orders.places.find(({ name }) => name === place);
    if (address === undefined) throw new Error(`copy ${orders.copy} has no place ${place}`);
    return newestCopy(openPlace(address, await openContainer(), new AbortController().signal), orders);
  };

  return {
    make: async (name, now) => {
      const { orders, context } = await exportOrders(name);
      const markers = await markersIn(cloud, name.tenant, orders.sourceDatabaseId);
      const sql = played(() => Promise.resolve(markers));
      const surroundings = contextAt(context, now);
      const services = {
        databases: new SqlDatabases(sql.manager, surroundings.signal),
        connect: sql.connect,
        tool: sql.tool,
        openContainer: await openContainer(),
        layout: LAYOUT,
      };
      const outcome = await exportCopy(orders, services, surroundings);
      if (outcome !== "done") throw new Error(`the export ended with ${outcome}: ${messagesIn(surroundings.captured)}`);
      copied.set(keyOf(name), markers);
      return orders.places.map((place) => place.name);
    },

    damage: async (name, place, damage) => {
      const { orders } = await exportOrders(name);
      const found = await newestAt(orders, place);
      if (found === undefined) throw new Error(`there is no copy of ${name.tenant} at ${place}`);
      const { container, ...identity } = found;
      const markers = copied.get(keyOf(name)) ?? [];
      await damageCopy({ identity, container: container as CloudContainer, privateKey, markers }, damage);
    },

    verify: async (name, now) => {
      const { orders: deployed, context } = await ordered(cloud, copyCheckName(name), readVerificationOrders);
      if (deployed.recoveryPoint !== "copy") throw new Error(`${copyCheckName(name)} verifies no copy`);
      const surroundings = contextAt(context, now);
      const sql = played(() => Promise.reject(new Error("a verification of a copy asks no live database")));
      const orders: CopyOrders = { ...deployed, scratch };
      const services = {
        databases: new SqlDatabases(sql.manager, surroundings.signal),
        connect: sql.connect,
        tool: sql.tool,
        openContainer: await openContainer(),
        keyStores: [keys],
      };
      await verifyCopy(orders, services, surroundings);
      if (sql.left.length > 0) throw new Error(`the verification left ${sql.left.join(", ")}`);
      return surroundings.captured.flatMap(findingOf);
    },

    verifyAzure: async (job, damage, now) => {
      const { orders, context } = await ordered(cloud, job, readVerificationOrders);
      if (orders.recoveryPoint === "copy") throw new Error(`${job} verifies a copy`);
      const surroundings = contextAt(context, now);
      const restores = new PlayedRestores({
        ...{ damage, bodyOf },
        markers: await markersIn(cloud, orders.tenant, orders.databaseId),
        restorable: await cloud.restorePoints(orders.databaseId),
      });
      const databases = new SqlDatabases(restores.manager, surroundings.signal);
      const services = { databases, connect: restores.connect };
      await (orders.recoveryPoint === "pointInTime"
        ? verifyPointInTime(orders, services, surroundings)
        : verifyLongTerm(orders, services, surroundings));
      if (restores.left.length > 0) throw new Error(`the verification left ${restores.left.join(", ")}`);
      return surroundings.captured.flatMap(findingOf);
    },
  };
}

/** Orders of the CronJob of a name, read as its program reads them. */
async function ordered<Orders>(
  cloud: DrillCloud,
  job: string,
  read: (variables: Variables) => Orders,
): Promise<Ordered<Orders>> {
  const variables = new Variables(deployedVariables(await cloud.clusterObjects(), job));
  const platform = variables.required("PLATFORM", KINDS.platform);
  const environment = variables.required("ENVIRONMENT", KINDS.environment);
  const orders = read(variables);
  variables.check();
  return { orders, context: { platform, environment } };
}

/** Surroundings of a run at a moment of the drill's. */
function contextAt(context: Ordered<unknown>["context"], now: Instant): CapturedContext {
  return capturedContext(() => new Date(now), new AbortController().signal, { ...context, job: "drill" });
}

async function markersIn(cloud: DrillCloud, tenant: string, databaseId: string): Promise<readonly Marker[]> {
  const runs = await cloud.markers(tenant, databaseId);
  const moments = runs.flatMap(({ first, last, from, to }) => {
    const step = last > first ? (to - from) / (last - first) : 0;
    const count = Math.floor((last - first) / EVERY_NTH) + 1;
    return Array.from({ length: count }, (_, index) => from + index * EVERY_NTH * step);
  });
  return moments.map((moment, index) => ({
    number: index + 1,
    committed: new Date(moment).toISOString().replace(/\.\d+Z$/, ""),
  }));
}

function findingOf(record: JobRecord): readonly PlaceFinding[] {
  if (record.kind !== "log" || !record.event.startsWith("verification.")) return [];
  const { place, damages, undetermined } = findingDetails.parse(record.details);
  const outcome = damages.length > 0 ? "damaged" : undetermined.length > 0 ? "undetermined" : "whole";
  return [{ place, outcome, kinds: [...new Set(damages.map(({ kind }) => kind))], message: record.message }];
}

function messagesIn(records: readonly JobRecord[]): string {
  return records.flatMap((record) => (record.kind === "log" ? [record.message] : [])).join(" ");
}
