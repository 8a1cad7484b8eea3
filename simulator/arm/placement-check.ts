import { findRegion, REGIONS } from "../../azure/regions";
import type { ArmProblem } from "./problem";
import { idKey } from "./resource-id";
import type { Requirement, Write } from "./resource-model";

/** Whether the subscription, group, parent and location of a write exist and stay what they were. */
export function placementProblems(write: Write): readonly ArmProblem[] {
  return [...groupProblems(write), ...parentProblems(write), ...locationProblems(write)];
}

/** A restricted region must have been opened to the subscription before anything can be put there. */
export function regionRequirement({ id, requested }: Write): readonly Requirement[] {
  const region = findRegion(requested.location ?? "");
  if (region?.restricted !== true) return [];
  const problem: ArmProblem = {
    code: "LocationNotAvailableForSubscription",
    message:
      `The subscription '${id.subscriptionId}' has no access to the restricted region '${region.name}'. ` +
      "Ask for it with Azure's region access request.",
    target: "location",
    status: 403,
  };
  return [{ kind: "region", name: region.name, problem }];
}

/** A subscription must be registered for the namespace of what it holds. */
export function providerRequirement({ id }: Write): Requirement {
  const namespace = id.type.split("/")[0] ?? "";
  const problem: ArmProblem = {
    code: "MissingSubscriptionRegistration",
    message: `The subscription is not registered to use namespace '${namespace}'.`,
    status: 409,
  };
  return { kind: "provider", name: namespace, problem };
}

function groupProblems({ id, cloud }: Write): readonly ArmProblem[] {
  const group = id.resourceGroup;
  if (group === undefined || id.type === "Microsoft.Resources/resourceGroups") return [];
  if (cloud.get(`/subscriptions/${id.subscriptionId}/resourceGroups/${group}`) !== undefined) return [];
  return [{ code: "ResourceGroupNotFound", message: `Resource group '${group}' could not be found.`, status: 404 }];
}

function parentProblems(write: Write): readonly ArmProblem[] {
  const { id, cloud } = write;
  if (id.parent === undefined || isScope(id.parent) || cloud.get(id.parent) !== undefined) return [];
  const vault = vaultOf(id.parent);
  if (vault !== undefined && cloud.get(vault) !== undefined) return [];
  return [
    {
      code: "ParentResourceNotFound",
      message:
        `Failed to perform 'write' on resource(s) of type '${id.type}', ` +
        `because the parent resource '${id.parent}' could not be found.`,
      status: 404,
    },
  ];
}

/**
 * The vault of a secret or certificate. People put those in themselves, past Azure's management interface, so the local
 * cloud does not know which there are; roles can be assigned on them nevertheless.
 */
function vaultOf(id: string): string | undefined {
  return /^(.+\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+)\/(?:secrets|certificates)\/[^/]+$/i.exec(id)?.[1];
}

/** Subscriptions are always there, and a missing group has a code of its own. */
function isScope(id: string): boolean {
  return /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?$/i.test(id);
}

function locationProblems({ id, requested, previous }: Write): readonly ArmProblem[] {
  const location = requested.location;
  if (location === undefined) return [];
  if (!isKnownLocation(location)) return [unknownLocation(location, id.type)];
  const before = previous?.body.location;
  if (before === undefined || idKey(normal(before)) === idKey(normal(location))) return [];
  const isGroup = id.type === "Microsoft.Resources/resourceGroups";
  return [
    {
      code: isGroup ? "InvalidResourceGroupLocation" : "InvalidResourceLocation",
      message:
        `The resource '${id.name}' already exists in location '${before}'. ` +
        `A resource with the same name cannot be created in location '${location}'.`,
      target: "location",
      status: 409,
    },
  ];
}

function isKnownLocation(location: string): boolean {
  return normal(location) === "global" || findRegion(location) !== undefined;
}

function unknownLocation(location: string, type: string): ArmProblem {
  const known = REGIONS.map(({ name }) => name).join(",");
  return {
    code: "LocationNotAvailableForResourceType",
    message:
      `The provided location '${location}' is not available for resource type '${type}'. ` +
      `List of available regions for the resource type is '${known}'.`,
    target: "location",
  };
}

/** `West Europe` and `westeurope` are one. */
function normal(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}
