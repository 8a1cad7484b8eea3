import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../arm/resource";
import { CloudForTests } from "../models/cloud-for-tests";
import { Intruder } from "./intruder";

let cloud: CloudForTests;
let intruder: Intruder;

const copies = "Microsoft.Storage/storageAccounts/copies";
const service = `${copies}/blobServices/default`;
const container = `${service}/containers/cpy`;
const lockOf = (id: string): string => `${id}/providers/Microsoft.Authorization/locks/bak`;
const rule = { name: "all", enabled: true, type: "Lifecycle" };
const deleteAtOnce = { baseBlob: { delete: { daysAfterModificationGreaterThan: 0 } } };
const lifecycle = (actions: ArmObject): ArmBody => ({
  properties: { policy: { rules: [{ ...rule, definition: { actions, filters: { blobTypes: ["blockBlob"] } } }] } },
});

/** Copies as the guard layer keeps them: an immutable account, a locked container, one blob. */
async function keepCopies(state: "Unlocked" | "Locked"): Promise<void> {
  const policy = { immutabilityPeriodSinceCreationInDays: 30, allowProtectedAppendWrites: false };
  const account = (at: string): ArmBody => ({
    ...{ location: "westeurope", kind: "StorageV2", sku: { name: "Standard_ZRS" } },
    properties: { immutableStorageWithVersioning: { enabled: true, immutabilityPolicy: { ...policy, state: at } } },
  });
  await cloud.put(cloud.id(copies), account("Unlocked"));
  if (state === "Locked") await cloud.put(cloud.id(copies), account("Locked"));
  await cloud.put(cloud.id(service), { properties: { isVersioningEnabled: true } });
  await cloud.put(cloud.id(container), {});
  await cloud.put(cloud.id(`${copies}/managementPolicies/default`), lifecycle(deleteAtOnce));
  await cloud.put(lockOf(cloud.id(container)), { properties: { level: "CanNotDelete" } });
  await cloud.simulator.parts.blobs.create({ accountId: cloud.id(copies), container: "cpy" }, "2026-01-01", "AAAA");
}

const codes = (refusals: readonly string[]): readonly string[] => refusals.map((text) => text.split(":")[0] ?? "");

beforeEach(async () => {
  cloud = await CloudForTests.open();
  intruder = new Intruder(cloud.simulator.parts.manager, () => 0);
});
afterEach(() => cloud.close());

describe("somebody with every role, at copies", () => {
  it.each<[string, "Unlocked" | "Locked", string, ArmBody | undefined, readonly string[]]>([
    // What goes with its parent cannot be deleted; rest/api/storagerp/blob-services.
    ["deletes the blob service", "Locked", service, undefined, ["MethodNotAllowed"]],
    [
      "switches versions off",
      "Locked",
      service,
      { properties: { isVersioningEnabled: false } },
      ["VersioningRequiredForImmutableStorage"],
    ],
    [
      "switches soft delete off, on which nothing depends",
      "Locked",
      service,
      { properties: { deleteRetentionPolicy: { enabled: false } } },
      [],
    ],
    // The lock is on the container, beside which the policy stands; what is immutable no rule deletes.
    ["deletes the lifecycle policy", "Locked", `${copies}/managementPolicies/default`, undefined, []],
    ["lets a rule delete at once", "Locked", `${copies}/managementPolicies/default`, lifecycle(deleteAtOnce), []],
    [
      "shortens the policy",
      "Locked",
      copies,
      {
        properties: {
          immutableStorageWithVersioning: { immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 1 } },
        },
      },
      ["ImmutabilityPolicyLocked"],
    ],
    [
      "unlocks the policy",
      "Locked",
      copies,
      { properties: { immutableStorageWithVersioning: { immutabilityPolicy: { state: "Unlocked" } } } },
      ["ImmutabilityPolicyLocked"],
    ],
    [
      "gives the policy up",
      "Locked",
      copies,
      { properties: { immutableStorageWithVersioning: { immutabilityPolicy: { state: "Disabled" } } } },
      ["ImmutabilityPolicyLocked"],
    ],
    [
      "gives up a policy that is not locked yet",
      "Unlocked",
      copies,
      { properties: { immutableStorageWithVersioning: { immutabilityPolicy: { state: "Disabled" } } } },
      [],
    ],
    [
      "extends the policy",
      "Locked",
      copies,
      {
        properties: {
          immutableStorageWithVersioning: { immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 60 } },
        },
      },
      [],
    ],
    [
      "switches version-level immutability off",
      "Unlocked",
      copies,
      { properties: { immutableStorageWithVersioning: { enabled: false } } },
      ["PropertyChangeNotAllowed"],
    ],
    [
      "deletes the container below its lock",
      "Locked",
      container,
      undefined,
      ["ContainerImmutableStorageWithVersioningEnabled", "ScopeLocked"],
    ],
    [
      "deletes the account above the lock",
      "Locked",
      copies,
      undefined,
      ["AccountProtectedFromDeletion", "ContainerImmutableStorageWithVersioningEnabled", "ScopeLocked"],
    ],
  ])("who %s (%s)", async (_, state, path, change, expected) => {
    await keepCopies(state);
    const { refusals } =
      change === undefined ? await intruder.destroy(cloud.id(path)) : await intruder.change(cloud.id(path), change);
    expect(new Set(codes(refusals))).toEqual(new Set(expected));
    expect(cloud.simulator.parts.cloud.blobs.within(cloud.id(copies))).toHaveLength(1);
  });

  it.each(["Unlocked", "Locked"] as const)(
    "takes the lock away and gets no further: the account is not empty (%s)",
    async (state) => {
      await keepCopies(state);
      expect(await intruder.destroy(lockOf(cloud.id(container)))).toEqual({ isGone: true, refusals: [] });
      expect(codes((await intruder.destroy(cloud.id(container))).refusals)).toEqual([
        "ContainerImmutableStorageWithVersioningEnabled",
      ]);
      expect(codes((await intruder.destroy(cloud.id(copies))).refusals)).toContain("AccountProtectedFromDeletion");
      expect(codes((await intruder.destroy(cloud.group())).refusals)).toContain("AccountProtectedFromDeletion");
    },
  );

  it("deletes an immutable account in which there is nothing", async () => {
    await keepCopies("Locked");
    await cloud.simulator.parts.blobs.tamper(
      { accountId: cloud.id(copies), container: "cpy" },
      "2026-01-01",
      undefined,
    );
    await intruder.destroy(lockOf(cloud.id(container)));
    expect(await intruder.destroy(cloud.id(copies))).toEqual({ isGone: true, refusals: [] });
  });

  it("deletes nothing below a lock on the account, also what is an extension of a part", async () => {
    await keepCopies("Locked");
    await cloud.put(lockOf(cloud.id(copies)), { properties: { level: "CanNotDelete" } });
    const policy = cloud.id(`${copies}/managementPolicies/default`);
    expect(codes((await intruder.destroy(policy)).refusals)).toEqual(["ScopeLocked"]);
    // Microsoft Learn, lock-resources: who may not delete may still change.
    expect((await intruder.change(policy, lifecycle(deleteAtOnce))).isDone).toBe(true);
  });
});
