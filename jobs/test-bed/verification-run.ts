import type { ContainerClient } from "@azure/storage-blob";
import type { DamageKind } from "../copies/damage";
import type { PlaceAddress } from "../copies/place";
import { exportCopy } from "../export/export-copy";
import type { CopyOrders } from "../verification/verification-orders";
import { verifyCopy } from "../verification/verify-copy";
import { capturedContext, type CapturedContext } from "./captured-records";
import { CHECK_SERVER_ID, HOUR, storeOf, type TenantWorld } from "./tenant-world";

/** When tests verify: two hours after the copy. */
const NOW = new Date("2026-01-10T03:00:00Z");

/** Makes a copy at a place and gives its container, with all rights. */
export async function exported(
  world: TenantWorld,
  place: PlaceAddress,
  at = new Date("2026-01-10T01:02:03Z"),
): Promise<ContainerClient> {
  const context = capturedContext(() => at);
  const outcome = await exportCopy(world.orders([place]), world.exportServices(context.signal), context);
  if (outcome !== "done") throw new Error(`The export ended with ${outcome}.`);
  return world.container(place);
}

/** Verifies the newest copy at places, with the rights of whoever reads copies. */
export function verify(
  world: TenantWorld,
  places: readonly PlaceAddress[],
  change: Partial<CopyOrders> = {},
  key = world.key,
) {
  const context = capturedContext(() => NOW);
  const orders: CopyOrders = {
    recoveryPoint: "copy",
    tenant: "acme",
    generation: 1,
    maxAgeMilliseconds: 26 * HOUR,
    checkDatabase: "sqldb-pcl-acme-job-01",
    copy: "hot",
    places,
    keyFolder: undefined,
    scratch: world.scratch,
    checkServer: { id: CHECK_SERVER_ID, host: "check.example" },
    ...change,
  };
  const services = {
    databases: world.databases(context.signal),
    connect: world.connect,
    tool: world.tool,
    openContainer: world.azurite.as("reader"),
    keyStores: [storeOf(key)],
  };
  return { context, outcome: verifyCopy(orders, services, context) };
}

/** Kinds of damage that were reported. */
export function damagesIn({ captured }: CapturedContext): readonly DamageKind[] {
  return captured.flatMap((record) =>
    record.kind === "log" && record.event === "verification.damaged"
      ? (record.details["damages"] as unknown as readonly { readonly kind: DamageKind }[]).map(({ kind }) => kind)
      : [],
  );
}
