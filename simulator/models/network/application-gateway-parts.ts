import { LIMITS, RANGES } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import { isArmObject } from "../../arm/resource";
import { itemsAt, numberAt, objectsAt, textAt, textListAt, type Placed } from "../read-body";
import { outside, refusal, refuseWhen, repeated } from "../refusal";

const most: Readonly<Record<string, number>> = {
  backendAddressPools: LIMITS.gatewayBackendPools.value,
  backendHttpSettingsCollection: LIMITS.gatewayHttpSettings.value,
  httpListeners: LIMITS.gatewayListeners.value,
  requestRoutingRules: LIMITS.gatewayRules.value,
  sslCertificates: LIMITS.gatewayCertificates.value,
};

const needed = [
  "frontendIPConfigurations",
  "frontendPorts",
  "backendAddressPools",
  "httpListeners",
  "requestRoutingRules",
];

function partsOf(gateway: ArmBody, list: string): readonly Placed<ArmObject>[] {
  return objectsAt(gateway, `properties.${list}`);
}

function countProblems(gateway: ArmBody): readonly ArmProblem[] {
  return [
    ...needed.flatMap((list) =>
      refuseWhen(partsOf(gateway, list).length === 0, () =>
        refusal("InvalidRequestContent", `An application gateway needs ${list}.`, `properties.${list}`),
      ),
    ),
    ...Object.entries(most).flatMap(([list, limit]) =>
      refuseWhen(partsOf(gateway, list).length > limit, () =>
        refusal(
          "ApplicationGatewayLimitExceeded",
          `An application gateway has at most ${limit} ${list}.`,
          `properties.${list}`,
        ),
      ),
    ),
  ];
}

function nameProblems(gateway: ArmBody): readonly ArmProblem[] {
  return Object.keys(gateway.properties ?? {}).flatMap((list) => {
    const names = partsOf(gateway, list).map(({ path, value }) => ({
      path: `${path}.name`,
      value: textAt(value, "name") ?? path,
    }));
    return repeated(names, (name, path) =>
      refusal("InvalidRequestFormat", `Two of ${list} are called '${name}'.`, path),
    );
  });
}

function hostsOf(listener: ArmObject): readonly string[] {
  const single = textAt(listener, "properties.hostName");
  return single === undefined || single === "" ? textListAt(listener, "properties.hostNames") : [single];
}

const mostHosts = LIMITS.gatewayHostNamesPerListener.value;

function listenerProblems(gateway: ArmBody): readonly ArmProblem[] {
  const listeners = partsOf(gateway, "httpListeners");
  const keys = listeners.flatMap(({ path, value }) => {
    const place = `${textAt(value, "properties.frontendIPConfiguration.id") ?? ""} ${textAt(value, "properties.frontendPort.id") ?? ""}`;
    const hosts = hostsOf(value);
    return (hosts.length === 0 ? ["*"] : hosts).map((host) => ({ path, value: `${place} ${host}` }));
  });
  return [
    ...listeners.flatMap(({ path, value }) => {
      const isHttps = textAt(value, "properties.protocol") === "Https";
      const lacks = ["frontendIPConfiguration", "frontendPort", "protocol"].filter((name) => {
        const property = isArmObject(value["properties"]) ? value["properties"][name] : undefined;
        return property === undefined;
      });
      return [
        ...lacks.map((name) =>
          refusal("InvalidRequestContent", `A listener needs ${name}.`, `${path}.properties.${name}`),
        ),
        ...refuseWhen(isHttps && textAt(value, "properties.sslCertificate.id") === undefined, () =>
          refusal(
            "ApplicationGatewayHttpsListenerMustReferenceSslCert",
            `Https listener ${textAt(value, "name") ?? ""} must reference an SSL certificate.`,
            `${path}.properties.sslCertificate`,
          ),
        ),
        ...refuseWhen(hostsOf(value).length > mostHosts, () =>
          refusal(
            "ApplicationGatewayLimitExceeded",
            `A listener has at most ${mostHosts} host names.`,
            `${path}.properties.hostNames`,
          ),
        ),
      ];
    }),
    ...repeated(keys, (_, path) =>
      refusal(
        "ApplicationGatewayListenersUsingSameFrontendPortAndHostName",
        "Two listeners have the same front end, port and host name.",
        path,
      ),
    ),
  ];
}

/** A basic rule sends to a pool or redirects; a path-based one has a map. */
function destinationProblems({ path, value }: Placed<ArmObject>): readonly ArmProblem[] {
  const has = (name: string): boolean => textAt(value, `properties.${name}.id`) !== undefined;
  const isPathBased = textAt(value, "properties.ruleType") === "PathBasedRouting";
  const isComplete = isPathBased
    ? has("urlPathMap")
    : has("redirectConfiguration") || (has("backendAddressPool") && has("backendHttpSettings"));
  return refuseWhen(!isComplete, () =>
    refusal(
      "InvalidRequestContent",
      `Rule ${textAt(value, "name") ?? ""} needs ${isPathBased ? "a urlPathMap" : "a backendAddressPool with backendHttpSettings, or a redirectConfiguration"}.`,
      path,
    ),
  );
}

function ruleProblems(gateway: ArmBody): readonly ArmProblem[] {
  const rules = partsOf(gateway, "requestRoutingRules");
  const listeners = rules.map(({ path, value }) => ({
    path,
    value: idKey(textAt(value, "properties.httpListener.id") ?? path),
  }));
  const numbers = rules.map(({ path, value }) => ({
    path,
    value: String(numberAt(value, "properties.priority") ?? path),
  }));
  return [
    ...rules.flatMap(({ path, value }) => [
      ...refuseWhen(numberAt(value, "properties.priority") === undefined, () =>
        refusal(
          "ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty",
          `Rule ${textAt(value, "name") ?? ""} needs a priority.`,
          `${path}.properties.priority`,
        ),
      ),
      ...outside(numberAt(value, "properties.priority"), RANGES.gatewayRulePriority, `${path}.properties.priority`),
      ...refuseWhen(textAt(value, "properties.httpListener.id") === undefined, () =>
        refusal(
          "InvalidRequestContent",
          `Rule ${textAt(value, "name") ?? ""} needs a listener.`,
          `${path}.properties.httpListener`,
        ),
      ),
      ...destinationProblems({ path, value }),
    ]),
    ...repeated(numbers, (value, path) =>
      refusal(
        "ApplicationGatewayRequestRoutingRulePriorityDuplicated",
        `Two rules have the priority ${value}.`,
        `${path}.properties.priority`,
      ),
    ),
    ...repeated(listeners, (value, path) =>
      refusal("ApplicationGatewayRequestRoutingRuleListenerInUse", `Two rules use the listener ${value}.`, path),
    ),
  ];
}

/** Refusals of what stands in a gateway and how its parts fit together; that they exist is seen to elsewhere. */
export function partProblems(gateway: ArmBody): readonly ArmProblem[] {
  return [...countProblems(gateway), ...nameProblems(gateway), ...listenerProblems(gateway), ...ruleProblems(gateway)];
}

/** Every named part with its id, as Azure answers it. */
export function partsWithIds(id: string, gateway: ArmBody): ArmObject {
  const lists = Object.keys(gateway.properties ?? {}).filter(
    (list) => itemsAt(gateway, `properties.${list}`).length > 0,
  );
  return Object.fromEntries(
    lists.map((list) => [
      list,
      itemsAt(gateway, `properties.${list}`).map(({ value }) => {
        const name = isArmObject(value) ? textAt(value, "name") : undefined;
        if (!isArmObject(value) || name === undefined) return value;
        const properties = isArmObject(value["properties"]) ? value["properties"] : {};
        return { ...value, id: `${id}/${list}/${name}`, properties: { ...properties, provisioningState: "Succeeded" } };
      }),
    ]),
  );
}
