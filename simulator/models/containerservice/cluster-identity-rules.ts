import type { ArmProblem } from "../../arm/problem";
import type { Write } from "../../arm/resource-model";
import { hasRole } from "../assigned-role";
import { principalOf } from "../computed-value";
import { flagAt, numberAt, textAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";
import { controlPlaneIdentityOf } from "./api-server-rules";

/** Microsoft Learn, aks/image-cleaner: a day to three months; the exact upper end is an estimate. */
const imageCleanerHours = [24, 2160] as const;

/** Every reason to refuse who the cluster is, who may sign in, and what guards it. */
export function identityProblems(write: Write): readonly ArmProblem[] {
  return [...controlPlaneProblems(write), ...kubeletProblems(write), ...signInProblems(write), ...guardProblems(write)];
}

function controlPlaneProblems({ requested }: Write): readonly ArmProblem[] {
  const type = textAt(requested, "identity.type")?.toLowerCase() ?? "none";
  return [
    ...refuseWhen(type === "none", () =>
      refusal("InvalidParameter", "A cluster needs an identity (SystemAssigned or UserAssigned).", "identity"),
    ),
    ...refuseWhen(type === "userassigned" && controlPlaneIdentityOf(requested) === undefined, () =>
      refusal("InvalidParameter", "An identity of type UserAssigned needs userAssignedIdentities.", "identity"),
    ),
  ];
}

/** Microsoft Learn, aks/use-managed-identity (2026-08): the control plane hands the nodes their identity. */
function kubeletProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const path = "properties.identityProfile.kubeletidentity.resourceId";
  const kubelet = textAt(requested, path);
  if (kubelet === undefined) return [];
  const controlPlane = controlPlaneIdentityOf(requested);
  if (controlPlane === undefined) {
    const message = "A kubelet identity of one's own needs a control plane with a user-assigned identity.";
    return [refusal("CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster", message, path)];
  }
  const allowed = hasRole(cloud, principalOf(controlPlane), ["Managed Identity Operator", "Contributor"], kubelet);
  return refuseWhen(!allowed, () =>
    refusal(
      "CustomKubeletIdentityMissingPermissionError",
      `The cluster identity ${controlPlane} must be given permission to assign kubelet identity ${kubelet} (Managed Identity Operator).`,
      path,
    ),
  );
}

/** Microsoft Learn, aks/manage-local-accounts-managed-azure-ad and aks/workload-identity-overview (2026-08). */
function signInProblems({ requested, previous }: Write): readonly ArmProblem[] {
  const withEntra = requested.properties?.["aadProfile"] !== undefined;
  const issuer = flagAt(requested, "properties.oidcIssuerProfile.enabled");
  const hadIssuer = flagAt(previous?.body ?? {}, "properties.oidcIssuerProfile.enabled") === true;
  return [
    ...refuseWhen(flagAt(requested, "properties.disableLocalAccounts") === true && !withEntra, () =>
      refusal(
        "BadRequest",
        "disableLocalAccounts needs an aadProfile: nobody could sign in.",
        "properties.disableLocalAccounts",
      ),
    ),
    ...refuseWhen(withEntra && flagAt(requested, "properties.aadProfile.managed") !== true, () =>
      refusal("BadRequest", "The legacy aadProfile has ended: managed must be true.", "properties.aadProfile.managed"),
    ),
    ...refuseWhen(withEntra && flagAt(requested, "properties.enableRBAC") === false, () =>
      refusal("BadRequest", "An aadProfile needs enableRBAC.", "properties.enableRBAC"),
    ),
    ...refuseWhen(
      flagAt(requested, "properties.securityProfile.workloadIdentity.enabled") === true && issuer !== true,
      () =>
        refusal(
          "BadRequest",
          "Workload identity needs oidcIssuerProfile.enabled.",
          "properties.securityProfile.workloadIdentity",
        ),
    ),
    ...refuseWhen(hadIssuer && issuer === false, () =>
      refusal(
        "PropertyChangeNotAllowed",
        "The OIDC issuer cannot be switched off again.",
        "properties.oidcIssuerProfile.enabled",
        409,
      ),
    ),
  ];
}

function guardProblems({ requested }: Write): readonly ArmProblem[] {
  const base = "properties.securityProfile";
  const cleans = flagAt(requested, `${base}.imageCleaner.enabled`) === true;
  const hours = numberAt(requested, `${base}.imageCleaner.intervalHours`);
  const defended = flagAt(requested, `${base}.defender.securityMonitoring.enabled`) === true;
  const workspace = textAt(requested, `${base}.defender.logAnalyticsWorkspaceResourceId`);
  const longTerm = textAt(requested, "properties.supportPlan") === "AKSLongTermSupport";
  return [
    ...refuseWhen(cleans && hours === undefined, () =>
      refusal("InvalidParameter", "imageCleaner needs intervalHours.", `${base}.imageCleaner.intervalHours`),
    ),
    ...outside(hours, imageCleanerHours, `${base}.imageCleaner.intervalHours`),
    ...refuseWhen(defended && workspace === undefined, () =>
      refusal(
        "LogAnalyticsWorkspaceNotSetForAzureDefender",
        "Defender needs logAnalyticsWorkspaceResourceId.",
        `${base}.defender.logAnalyticsWorkspaceResourceId`,
      ),
    ),
    ...refuseWhen(longTerm && textAt(requested, "sku.tier") !== "Premium", () =>
      refusal("InvalidParameter", "The support plan AKSLongTermSupport needs the tier Premium.", "sku.tier"),
    ),
  ];
}
