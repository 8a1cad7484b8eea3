import { LIMITS } from "../../../azure/limits";
import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import type { ResourceModel } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { addressNumber, parsePrefix } from "../ip-prefix";
import { nameProblems } from "../name-rule";
import { objectsAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen, repeated } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import {
  mirrorEffects,
  othersOf,
  ownerDeleteEffects,
  ownerEffects,
  partsWithIds,
  type ListedPart,
} from "./listed-part";

const routes: ListedPart = { type: "Microsoft.Network/routeTables/routes", list: "routes" };

const mostRoutes = LIMITS.routesPerTable.value;

const serviceTag = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/;

function destinationOf(route: ArmObject): string {
  return textAt(route, "properties.addressPrefix") ?? "";
}

/** Microsoft Learn, virtual-networks-udr-overview (2023): only an appliance has an address. */
function routeProblems(route: ArmObject, path: string): readonly ArmProblem[] {
  const destination = destinationOf(route);
  const hop = textAt(route, "properties.nextHopType");
  const address = textAt(route, "properties.nextHopIpAddress");
  const isAppliance = hop === "VirtualAppliance";
  const target = `${path}.properties.nextHopIpAddress`;
  return [
    ...refuseWhen(parsePrefix(destination)?.canonical !== destination && !serviceTag.test(destination), () =>
      refusal(
        "InvalidAddressPrefixFormat",
        `Address prefix ${destination} of route ${textAt(route, "name") ?? ""} is not formatted correctly.`,
        `${path}.properties.addressPrefix`,
      ),
    ),
    ...refuseWhen(isAppliance && addressNumber(address ?? "") === undefined, () =>
      refusal(
        "InvalidNextHopIpAddress",
        `A route to a VirtualAppliance needs its IP address, and '${address ?? ""}' is none.`,
        target,
      ),
    ),
    ...refuseWhen(!isAppliance && address !== undefined && address !== "", () =>
      refusal("NextHopIpAddressNotAllowed", `A route with next hop ${hop ?? ""} takes no IP address.`, target),
    ),
  ];
}

export const routeTable: ResourceModel = {
  armType: "Microsoft.Network/routeTables",
  check: (write) => {
    const listed = objectsAt(write.requested, "properties.routes");
    const placed = (read: (route: ArmObject) => string) =>
      listed.map(({ path, value }) => ({ path, value: read(value) }));
    return [
      ...missing(write, "location"),
      ...nameProblems(write.id, NETWORK),
      ...listed.flatMap(({ path, value }) => routeProblems(value, path)),
      ...repeated(
        placed((route) => textAt(route, "name") ?? ""),
        (name, path) => refusal("InvalidRequestFormat", `Two routes are called '${name}'.`, path),
      ),
      ...repeated(placed(destinationOf), (prefix, path) =>
        refusal("RouteConflict", `Two routes of the table lead to ${prefix}.`, path),
      ),
      ...refuseWhen(listed.length > mostRoutes, () =>
        refusal(
          "RouteCountLimitReached",
          `A route table has at most ${mostRoutes} routes, and ${listed.length} were given.`,
          "properties.routes",
        ),
      ),
    ];
  },
  compute: ({ id, requested }) =>
    partsWithIds(
      id.text,
      withProperties(succeeded(withDefaults(requested, { disableBgpRoutePropagation: false, routes: [] })), {
        resourceGuid: guidOf(id.text, "resource"),
      }),
      routes,
    ),
  effects: (write, computed) => mirrorEffects(write, computed, routes),
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/virtualNetworks/subnets"],
    "InUseRouteTableCannotBeDeleted",
    (name, user) => `Route table ${name} is in use and cannot be deleted. It is used by ${user}.`,
  ),
};

export const route: ResourceModel = {
  armType: routes.type,
  check: ({ id, requested, cloud }) => {
    const own = { name: id.name, ...requested };
    const others = othersOf(cloud.get(id.parent ?? "")?.body ?? {}, routes.list, id.name);
    return [
      ...nameProblems(id, NETWORK),
      ...routeProblems(own, ""),
      ...refuseWhen(
        others.some((other) => destinationOf(other) === destinationOf(own)),
        () => refusal("RouteConflict", `Two routes of the table lead to ${destinationOf(own)}.`),
      ),
    ];
  },
  compute: ({ requested }) => succeeded(requested),
  effects: (write, computed) => ownerEffects(write, computed, routes),
  deleteEffects: (deletion) => ownerDeleteEffects(deletion, routes),
};
