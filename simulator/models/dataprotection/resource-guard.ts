import type { ArmProblem } from "../../arm/problem";
import { parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { fixedNameProblems } from "../name-rule";
import { textAt, textListAt, textsAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { succeeded, withProperties } from "../stored-body";
import { guardType, invalidRequest, proxyType, vaultType } from "./backup-type";

/**
 * What a guard watches over in backup vaults (Microsoft Learn, backup/multi-user-authorization-concept, 2024). The
 * spelling of the operations is an estimate.
 */
const operations = [
  `${vaultType}/backupInstances/delete`,
  `${vaultType}/backupInstances/operations/action`,
  `${vaultType}/backupPolicies/write`,
  `${vaultType}/backupInstances/write`,
  `${vaultType}/write`,
  `${vaultType}/backupResourceGuardProxies/delete`,
];

const excludedPath = "properties.vaultCriticalOperationExclusionList";

function guarded(body: Write["requested"]): readonly string[] {
  const excluded = textListAt(body, excludedPath).map((each) => each.toLowerCase());
  return operations.filter((operation) => !excluded.includes(operation.toLowerCase()));
}

/** Demands the consent of another before critical operations on backups. */
export const resourceGuard: ResourceModel = {
  armType: guardType,
  check: (write) => [
    ...missing(write, "location"),
    ...textsAt(write.requested, excludedPath).flatMap(({ path, value }) =>
      refuseWhen(!/^Microsoft\.(DataProtection\/backupVaults|RecoveryServices\/vaults)\//i.test(value), () =>
        refusal(invalidRequest, `'${value}' is no operation of a vault.`, path),
      ),
    ),
  ],
  compute: ({ requested }) =>
    withProperties(succeeded(requested), {
      allowAutoApprovals: true,
      resourceGuardOperations: guarded(requested).map((vaultCriticalOperation) => ({
        vaultCriticalOperation,
        requestResourceType: `${guardType}/operationRequests`,
      })),
    }),
  refusedWhileReferenced: refusedWhileUsedBy(
    [proxyType],
    // The code is an estimate; that a guard in use stays is documented (backup/multi-user-authorization).
    "UserErrorResourceGuardInUse",
    (name, user) => `The resource guard ${name} guards ${user} and cannot be deleted.`,
  ),
};

/** Microsoft Learn, backup/multi-user-authorization: the guard is in the region of the vault. */
function regionProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const path = "properties.resourceGuardResourceId";
  const given = textAt(requested, path);
  const guard = cloud.get(given ?? "");
  const vault = cloud.get(id.parent ?? "");
  if (given === undefined || guard === undefined) return [];
  return [
    ...refuseWhen(parseResourceId(given).type.toLowerCase() !== guardType.toLowerCase(), () =>
      refusal(invalidRequest, `${given} is no resource guard.`, path),
    ),
    ...refuseWhen(!sameRegion(guard.body.location, vault?.body.location), () =>
      refusal(
        invalidRequest,
        `The resource guard is in '${guard.body.location ?? ""}' and must be in '${vault?.body.location ?? ""}', the region of the vault.`,
        path,
      ),
    ),
  ];
}

/** Puts a vault under a guard. */
export const resourceGuardProxy: ResourceModel = {
  armType: proxyType,
  check: (write) => [
    ...fixedNameProblems(write.id, ["DppResourceGuardProxy"]),
    ...missing(write, "properties.resourceGuardResourceId"),
    ...regionProblems(write),
  ],
  compute: ({ requested, cloud }) => {
    const guard = cloud.get(textAt(requested, "properties.resourceGuardResourceId") ?? "");
    return withProperties(requested, {
      lastUpdatedTime: cloud.now,
      resourceGuardOperationDetails: guarded(guard?.body ?? {}).map((vaultCriticalOperation) => ({
        vaultCriticalOperation,
      })),
    });
  },
};
