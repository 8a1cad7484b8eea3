import { STORAGE_ACCOUNT } from "../../../azure/names/name-limits";
import { findRegion, type Redundancy } from "../../../azure/regions";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { flagAt, numberAt, textAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen } from "../refusal";
import { redundancyProblems, regionName } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";

export const accountType = "Microsoft.Storage/storageAccounts";

function skuOf(body: ArmBody): string {
  return textAt(body, "sku.name") ?? "";
}

/** `Standard_RAGZRS` keeps its copies as GZRS does. */
export function redundancyOf(account: ArmBody): Redundancy | undefined {
  const [, kind] = /^[A-Za-z0-9]+_(?:RA)?(LRS|ZRS|GRS|GZRS)$/.exec(skuOf(account)) ?? [];
  return kind as Redundancy | undefined;
}

/** Microsoft Learn, storage-account-overview: types of account and the redundancies of each. */
function kindProblems({ requested }: Write): readonly ArmProblem[] {
  const isPremium = skuOf(requested).startsWith("Premium");
  const allowed = isPremium
    ? ["BlockBlobStorage", "FileStorage", "StorageV2"]
    : ["StorageV2", "Storage", "BlobStorage", "FileStorage"];
  return noneOf(requested.kind, allowed, "kind", "InvalidAccountType");
}

function placeProblems({ requested }: Write): readonly ArmProblem[] {
  const redundancy = redundancyOf(requested);
  if (redundancy === undefined)
    return [refusal("SkuNotAvailable", `There is no storage SKU '${skuOf(requested)}'.`, "sku.name")];
  return redundancyProblems(redundancy, requested.location, "sku.name", "SkuNotAvailable");
}

/** Moving between one and several zones is a conversion that is asked for apart, not a change of the SKU. */
function changeProblems({ requested, previous }: Write): readonly ArmProblem[] {
  if (previous === undefined) return [];
  const zonal = (body: ArmBody): boolean => redundancyOf(body)?.endsWith("ZRS") ?? false;
  const becomesV2 = requested.kind === "StorageV2" && ["Storage", "BlobStorage"].includes(previous.body.kind ?? "");
  return [
    ...refuseWhen(zonal(requested) !== zonal(previous.body), () =>
      refusal(
        "AccountTypeConversionNotAllowed",
        `The SKU cannot be changed from ${skuOf(previous.body)} to ${skuOf(requested)}; that is a redundancy conversion.`,
        "sku.name",
        409,
      ),
    ),
    ...refuseWhen(requested.kind !== previous.body.kind && !becomesV2, () =>
      refusal(
        "PropertyChangeNotAllowed",
        `The kind cannot be changed from ${previous.body.kind ?? ""} to ${requested.kind ?? ""}.`,
        "kind",
        409,
      ),
    ),
  ];
}

/** The enum has TLS1_3, and the service does not take it (SDK documentation of minimumTlsVersion). */
function tlsProblems({ requested }: Write): readonly ArmProblem[] {
  return refuseWhen(textAt(requested, "properties.minimumTlsVersion") === "TLS1_3", () =>
    refusal(
      "InvalidValuesForRequestParameters",
      "Values for request parameters are invalid: minimumTlsVersion.",
      "properties.minimumTlsVersion",
    ),
  );
}

function encryptionProblems({ requested }: Write): readonly ArmProblem[] {
  const isOwnKey = textAt(requested, "properties.encryption.keySource")?.toLowerCase() === "microsoft.keyvault";
  const path = "properties.encryption.keyvaultproperties.keyvaulturi";
  return refuseWhen(isOwnKey && textAt(requested, path) === undefined, () =>
    refusal("KeyVaultPropertiesMissing", "Encryption with a key of one's own needs keyVaultProperties.", path),
  );
}

const policyPath = "properties.immutableStorageWithVersioning.immutabilityPolicy";

/**
 * A policy of the account is made disabled or unlocked; one that is locked stays so, and its days can only grow
 * (Microsoft Learn, rest/api/storagerp/storage-accounts, AccountImmutabilityPolicyProperties). The code is an estimate.
 */
function immutabilityProblems({ requested, previous }: Write): readonly ArmProblem[] {
  const state = (body: ArmBody): string => textAt(body, `${policyPath}.state`) ?? "Disabled";
  const days = (body: ArmBody): number => numberAt(body, `${policyPath}.immutabilityPeriodSinceCreationInDays`) ?? 0;
  const before = previous?.body ?? {};
  const [was, asked] = [state(before), state(requested)];
  if (was !== "Locked") {
    return refuseWhen(asked === "Locked" && was !== "Unlocked", () =>
      refusal(
        "InvalidRequestPropertyValue",
        "A policy is made disabled or unlocked, and locked afterwards.",
        `${policyPath}.state`,
      ),
    );
  }
  return refuseWhen(asked !== "Locked" || days(requested) < days(before), () =>
    refusal(
      "ImmutabilityPolicyLocked",
      `A locked policy of ${days(before)} days can neither be unlocked nor shortened.`,
      policyPath,
      409,
    ),
  );
}

function endpointsOf(name: string, suffix = ""): ArmObject {
  const services = ["blob", "dfs", "file", "queue", "table"];
  return Object.fromEntries(
    services.map((service) => [service, `https://${name}${suffix}.${service}.core.windows.net/`]),
  );
}

function geography(body: ArmBody, name: string): ArmObject {
  const pair = findRegion(body.location ?? "")?.pair;
  if (pair === undefined || redundancyOf(body)?.startsWith("G") !== true) return {};
  const readable = skuOf(body).includes("_RA");
  return {
    secondaryLocation: pair,
    statusOfSecondary: "available",
    ...(readable && { secondaryEndpoints: endpointsOf(name, "-secondary") }),
  };
}

/** Microsoft Learn, storage REST reference: what an account has where nothing is asked for. */
const defaults = {
  allowBlobPublicAccess: false,
  minimumTlsVersion: "TLS1_0",
  publicNetworkAccess: "Enabled",
  supportsHttpsTrafficOnly: true,
  networkAcls: { bypass: "AzureServices", defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
  encryption: { keySource: "Microsoft.Storage" },
};

export const storageAccount: ResourceModel = {
  armType: accountType,
  check: (write) => [
    ...missing(write, "location", "sku.name", "kind"),
    ...nameProblems(write.id, STORAGE_ACCOUNT, "AccountNameInvalid"),
    ...kindProblems(write),
    ...placeProblems(write),
    ...changeProblems(write),
    ...tlsProblems(write),
    ...encryptionProblems(write),
    ...immutabilityProblems(write),
  ],
  compute: (write) => {
    const { id, requested, previous, cloud } = write;
    const isBlob = requested.kind !== "FileStorage";
    const sku = { ...requested.sku, tier: skuOf(requested).split("_")[0]?.replace("V2", "") };
    const body = withDefaults({ ...requested, sku }, { ...defaults, ...(isBlob && { accessTier: "Hot" }) });
    return withIdentity(
      write,
      withProperties(succeeded(body), {
        creationTime: textAt(previous?.body ?? {}, "properties.creationTime") ?? cloud.now,
        isHnsEnabled: flagAt(requested, "properties.isHnsEnabled") ?? false,
        primaryEndpoints: endpointsOf(id.name),
        primaryLocation: regionName(requested.location ?? ""),
        statusOfPrimary: "available",
        ...geography(requested, id.name),
      }),
    );
  },
  immutable: [
    "properties.isHnsEnabled",
    "properties.immutableStorageWithVersioning.enabled",
    "properties.encryption.requireInfrastructureEncryption",
  ],
  nameScope: {
    within: "cloud",
    taken: ({ name }) =>
      refusal("StorageAccountAlreadyTaken", `The storage account named ${name} is already taken.`, "name", 409),
  },
  singletons: [
    {
      type: `${accountType}/blobServices`,
      name: "default",
      body: () => ({ properties: { deleteRetentionPolicy: { enabled: false } } }),
    },
  ],
};
