import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Cloud } from "../arm/cloud";
import type { ArmResource } from "../arm/resource";
import { idKey, parseResourceId } from "../arm/resource-id";
import { objectsAt, textAt } from "../models/read-body";
import type { Instant, TimeSpan } from "../wire/data-plane-messages";
import { endOf, faultsIn } from "./faults";

const HOUR = 3_600_000;
const vaultType = "Microsoft.KeyVault/vaults";

/**
 * When a gateway has no certificates: from its first look after somebody disabled or deleted what is in the vault, to its
 * first look after that was undone. A vault that is lost with its region disables nothing: the gateway keeps what it has.
 */
export function withoutCertificates(cloud: Cloud, gateway: ArmResource): readonly TimeSpan[] {
  const hosts = objectsAt(gateway.body, "properties.sslCertificates").map(({ value }) =>
    (textAt(value, "properties.keyVaultSecretId") ?? "").toLowerCase(),
  );
  const vaults = cloud
    .ofType(vaultType)
    .filter(({ id }) => hosts.some((host) => host.startsWith(`https://${parseResourceId(id).name.toLowerCase()}.`)));
  return faultsIn(cloud.history).flatMap((fault) => {
    const { fault: what } = fault;
    const isTheirs = what.kind === "resource" && vaults.some(({ id }) => idKey(id) === idKey(what.resourceId));
    return isTheirs ? [{ from: nextLook(fault.from), to: nextLook(endOf(fault)) }] : [];
  });
}

function nextLook(after: Instant): Instant {
  const every = RECOVERY_TIMES.certificatePollHours.value * HOUR;
  return Number.isFinite(after) ? Math.ceil(after / every) * every : after;
}
