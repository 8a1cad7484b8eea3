import { createHash, type KeyObject } from "node:crypto";
import { manifestName, type CopyIdentity } from "../../../jobs/copies/copy-names";
import { manifestSchema, type Manifest } from "../../../jobs/copies/manifest";
import { bacpac, bacpacFiles, zip } from "../../../jobs/test-bed/bacpac-file";
import { reseal } from "../../../jobs/test-bed/reseal";
import type { DamageId } from "../../../drills/copies/damages";
import type { CloudContainer } from "./cloud-container";
import { tablesOf, type Marker } from "./played-sql";

/** A copy that is to be damaged. */
export interface DamagedCopy {
  readonly identity: CopyIdentity;
  readonly container: CloudContainer;
  /** The private half of the key that it was encrypted to, for damage of before its encryption. */
  readonly privateKey: KeyObject;
  /** Markers of which it was made. */
  readonly markers: readonly Marker[];
}

/** Does to a copy what no job can: as a failing disk, an administrator or an export with a fault would. */
export async function damageCopy(copy: DamagedCopy, damage: DamageId): Promise<void> {
  const { container, identity } = copy;
  const manifest = await manifestOf(copy);
  const { parts, payload, encryption } = manifest;
  const [first, second] = parts;
  if (first === undefined || second === undefined) throw new Error("the copy is too small to be damaged in every way");
  const bytesOf = async (name: string): Promise<Buffer> => {
    const bytes = await container.bytes(name);
    if (bytes === undefined) throw new Error(`there is no blob ${name}`);
    return bytes;
  };
  const rewrite = (change: object): Promise<void> =>
    container.tamper(manifestName(identity), Buffer.from(JSON.stringify({ ...manifest, ...change })));
  switch (damage) {
    case "flipped bit": {
      const bytes = await bytesOf(second.name);
      bytes.writeUInt8(bytes.readUInt8(700) ^ 1, 700);
      return container.tamper(second.name, bytes);
    }
    case "cut part":
      return container.tamper(first.name, (await bytesOf(first.name)).subarray(0, 600));
    case "lost part":
      return container.tamper(second.name, undefined);
    case "changed places": {
      const [one, other] = [await bytesOf(first.name), await bytesOf(second.name)];
      await container.tamper(first.name, other);
      await container.tamper(second.name, one);
      const renamed = [{ ...second, name: first.name }, { ...first, name: second.name }, ...parts.slice(2)];
      return rewrite({ parts: renamed });
    }
    case "cut tail": {
      const kept = parts.slice(0, -1);
      const chunks = kept.reduce((sum, part) => sum + part.chunks.length, 0);
      return rewrite({ parts: kept, payload: { ...payload, bytes: chunks * encryption.chunkBytes } });
    }
    case "torn manifest":
      return container.tamper(manifestName(identity), Buffer.from('{"schemaVer'));
    case "other tenant":
      return rewrite({ tenant: `${manifest.tenant.slice(0, -1)}${manifest.tenant.endsWith("0") ? "1" : "0"}` });
    case "other key": {
      const wrapped = Buffer.alloc(256, 7).toString("base64url");
      const recipients = encryption.recipients.map((recipient) => ({ ...recipient, wrapped }));
      return rewrite({ encryption: { ...encryption, recipients } });
    }
    case "other sum":
      return rewrite({ payload: { ...payload, sha256: createHash("sha256").update("another").digest("hex") } });
    case "torn archive": {
      const files = bacpacFiles(tablesOf(copy.markers)).map((file) =>
        file.name === "model.xml"
          ? { ...file, bytes: Buffer.from(file.bytes.toString().replace("</Model>", "")) }
          : file,
      );
      return replacePayload(copy, manifest, zip(files));
    }
    case "lost rows": {
      // The file says as many rows as the copy was made of, as one does that was made of a table with a torn page.
      const kept = copy.markers.slice(0, -1);
      const tables = tablesOf(kept).map((table) =>
        table.rows === kept.length ? { ...table, rows: copy.markers.length } : table,
      );
      return replacePayload(copy, manifest, bacpac(tables));
    }
    case "lost copy":
      for (const { name } of parts) await container.tamper(name, undefined);
      return container.tamper(manifestName(identity), undefined);
  }
}

async function manifestOf({ container, identity }: DamagedCopy): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse((await container.read(manifestName(identity))) ?? "null"));
}

/** Puts other contents into a copy, sealed with its own key, with every sum right. */
async function replacePayload(copy: DamagedCopy, manifest: Manifest, payload: Buffer): Promise<void> {
  const { container, identity, privateKey } = copy;
  const target = { place: manifest.place, container };
  const remove = (name: string): Promise<void> => container.tamper(name, undefined);
  const changed = await reseal({ identity, manifest, privateKey, target, remove }, payload);
  await container.tamper(manifestName(identity), Buffer.from(JSON.stringify({ ...manifest, ...changed })));
}
