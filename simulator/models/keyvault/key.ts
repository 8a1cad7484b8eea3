import { createHash } from "node:crypto";
import { KEY_OR_SECRET } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { numberAt, textAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties, withoutProperties } from "../stored-body";
import { assumedSecret } from "./certificate";
import { isPurgeProtected, vaultType } from "./vault";

/** Kept beside their deleted vault for as long as any vault can be, so that recovering it brings them back. */
const keptDays = 90;

/** A version is 32 hexadecimal digits; a new content makes a new one. */
function versionOf(id: string, content: string): string {
  return createHash("sha256").update(`${id.toLowerCase()}\0${content}`).digest("hex").slice(0, 32);
}

/** Key Vault REST reference, keys: sizes of RSA and curves of EC; keys in hardware need a premium vault. */
function keyProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const kind = textAt(requested, "properties.kty") ?? "";
  const size = numberAt(requested, "properties.keySize");
  const tier = textAt(cloud.get(id.parent ?? "")?.body ?? {}, "properties.sku.name");
  return [
    ...noneOf(kind, ["EC", "EC-HSM", "RSA", "RSA-HSM"], "properties.kty", "BadParameter"),
    ...refuseWhen(size !== undefined && ![2048, 3072, 4096].includes(size), () =>
      refusal("BadParameter", `An RSA key has 2048, 3072 or 4096 bits, not ${size ?? 0}.`, "properties.keySize"),
    ),
    ...refuseWhen(kind.startsWith("EC") && size !== undefined, () =>
      refusal("BadParameter", "A key of type EC has a curveName and no keySize.", "properties.keySize"),
    ),
    ...refuseWhen(kind.endsWith("-HSM") && tier !== "premium", () =>
      refusal("SkuNotSupported", "A key in a hardware security module needs a premium vault.", "properties.kty"),
    ),
  ];
}

export const key: ResourceModel = {
  armType: `${vaultType}/keys`,
  check: (write) => [
    ...missing(write, "properties.kty"),
    ...nameProblems(write.id, KEY_OR_SECRET, "BadParameter"),
    ...keyProblems(write),
  ],
  compute: ({ id, requested, previous, cloud }) => {
    // The management API makes a key and never changes one: a second PUT answers what is there.
    if (previous !== undefined)
      return { ...previous.body, ...(requested.tags !== undefined && { tags: requested.tags }) };
    const vaultName = parseResourceId(id.parent ?? "").name.toLowerCase();
    const uri = `https://${vaultName}.vault.azure.net/keys/${id.name}`;
    const isRsa = textAt(requested, "properties.kty")?.startsWith("RSA") === true;
    const defaults = {
      attributes: { enabled: true },
      keyOps: ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"],
      ...(isRsa ? { keySize: 2048 } : { curveName: "P-256" }),
    };
    const location = cloud.get(id.parent ?? "")?.body.location ?? "";
    return {
      ...withProperties(withDefaults(requested, defaults), {
        keyUri: uri,
        keyUriWithVersion: `${uri}/${versionOf(id.text, "key")}`,
      }),
      location,
    };
  },
  softDeleteDays: () => keptDays,
  heldAfterDeletion: ({ id }, cloud) => isPurgeProtected(parseResourceId(id).parent ?? "", cloud),
};

export const secret: ResourceModel = {
  armType: `${vaultType}/secrets`,
  check: (write) => nameProblems(write.id, KEY_OR_SECRET, "BadParameter"),
  compute: ({ id, requested, previous, cloud }) => {
    const vaultName = parseResourceId(id.parent ?? "").name.toLowerCase();
    const uri = `https://${vaultName}.vault.azure.net/secrets/${id.name}`;
    const value = textAt(requested, "properties.value");
    const version = value === undefined ? undefined : versionOf(id.text, value);
    const before = textAt(previous?.body ?? {}, "properties.secretUriWithVersion");
    return {
      ...withProperties(withDefaults(withoutProperties(requested, "value"), { attributes: { enabled: true } }), {
        secretUri: uri,
        secretUriWithVersion: version === undefined ? (before ?? uri) : `${uri}/${version}`,
      }),
      location: cloud.get(id.parent ?? "")?.body.location ?? "",
    };
  },
  assumed: assumedSecret,
  softDeleteDays: () => keptDays,
  heldAfterDeletion: ({ id }, cloud) => isPurgeProtected(parseResourceId(id).parent ?? "", cloud),
};
