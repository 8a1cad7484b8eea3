import type { Tenant } from "../../../agreement/tenants";
import { said } from "../../framework/language";
import { listOf, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { homeKey } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

/** What a route can lead through and to, by `homeKey`. */
export interface RouteScene {
  readonly gateways: ReadonlyMap<string, readonly RegisteredResource[]>;
  readonly services: ReadonlyMap<string, readonly RegisteredResource[]>;
  readonly programs: ReadonlyMap<string, readonly RegisteredResource[]>;
}

/** Filters that send a request, or a copy of it, somewhere else, or that nobody here can read. */
const LEADING_AWAY = ["RequestRedirect", "RequestMirror", "ExtensionRef"];
/** Where the application reads who asked, and what the gateway in front writes. */
const CLIENT_ADDRESS = "x-forwarded-for";

const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as readonly Part[]) : []);
const partOf = (value: unknown): Part => (typeof value === "object" && value !== null ? (value as Part) : {});

function named(objects: readonly RegisteredResource[] | undefined, name: unknown): RegisteredResource | undefined {
  return objects?.find((one) => textOf(one, "metadata.name") === name);
}

/**
 * What is wrong with a route of a tenant, a sentence each: it has to take the tenant's host name only, through a listener
 * of a gateway of its cluster for that name, and to lead every request to a service of its own namespace with pods behind.
 *
 * Source of what is absent: gateway-api.sigs.k8s.io, reference/spec, HTTPRouteSpec (v1.4).
 */
export function routeProblems(route: RegisteredResource, tenant: Tenant, scene: RouteScene): readonly string[] {
  return [...hostProblems(route, tenant), ...parentProblems(route, tenant, scene), ...ruleProblems(route, scene)];
}

function hostProblems(route: RegisteredResource, { code, hostName }: Tenant): readonly string[] {
  const value = valueOf(route, "spec.hostnames");
  const hosts: readonly unknown[] = Array.isArray(value) ? value : [];
  if (hosts.length === 0)
    return [`it names no host, so that it takes every name of its gateway; it has to take ${hostName}`];
  return hosts
    .filter((host) => host !== hostName)
    .map((host) => `it takes ${String(host)}, which is not the host name of tenant ${code}`);
}

function parentProblems(route: RegisteredResource, { hostName }: Tenant, { gateways }: RouteScene): readonly string[] {
  const parents = listOf(route, "spec.parentRefs");
  if (parents.length === 0) return ["it hangs on no gateway, so that nobody reaches what is behind it"];
  return parents.flatMap(({ kind = "Gateway", namespace, name, sectionName }) => {
    const where = typeof namespace === "string" ? namespace : textOf(route, "metadata.namespace");
    const text = `${String(kind)} ${String(where)}/${String(name)}`;
    const gateway = kind === "Gateway" ? named(gateways.get(homeKey(route, where)), name) : undefined;
    if (gateway === undefined) return [`it hangs on ${text}, which is no gateway of its cluster`];
    const isThere = listOf(gateway, "spec.listeners").some(
      // Whose host a listener takes is told by the rule about listeners.
      (one) => (sectionName === undefined ? one["hostname"] === hostName : one["name"] === sectionName),
    );
    const section = sectionName === undefined ? "" : ` "${said(sectionName)}"`;
    return isThere ? [] : [`it hangs on ${text}, which has no listener${section} for ${hostName}`];
  });
}

function ruleProblems(route: RegisteredResource, scene: RouteScene): readonly string[] {
  const rules = listOf(route, "spec.rules");
  if (rules.length === 0) return ["it has no rules, so that it leads nowhere"];
  return [
    ...(rules.some(takesAll) ? [] : ["it takes a part of the requests only; a rule has to take every path"]),
    ...rules.flatMap((rule) => {
      const backends = partsOf(rule["backendRefs"]);
      const live = backends.filter(({ weight = 1 }) => weight !== 0);
      return [
        ...(live.length === 0 ? ["a rule of it leads to no service"] : []),
        ...backends.flatMap((backend) => backendProblems(route, backend, scene)),
        ...[rule, ...backends].flatMap((one) => partsOf(one["filters"])).flatMap(filterProblems),
      ];
    }),
  ];
}

function takesAll({ matches }: Part): boolean {
  const list = partsOf(matches);
  return (
    list.length === 0 ||
    list.some((match) => {
      const path = partOf(match["path"]);
      const isEveryPath = (path["type"] ?? "PathPrefix") === "PathPrefix" && (path["value"] ?? "/") === "/";
      return isEveryPath && Object.keys(match).every((key) => key === "path");
    })
  );
}

function backendProblems(
  route: RegisteredResource,
  { kind = "Service", group = "", namespace, name, port }: Part,
  { services, programs }: RouteScene,
): readonly string[] {
  const own = textOf(route, "metadata.namespace");
  const text = `${String(kind)} ${said(namespace ?? own)}/${String(name)}`;
  if (namespace !== undefined && namespace !== own)
    return [`it leads to ${text}, which is not in its own namespace ${String(own)}`];
  const service = kind === "Service" && group === "" ? named(services.get(homeKey(route)), name) : undefined;
  if (service === undefined) return [`it leads to ${text}, which is not there`];
  const entry = listOf(service, "spec.ports").find((one) => one["port"] === port);
  if (entry === undefined) return [`it leads to port ${said(port)} of ${text}, which has none`];
  const selector = Object.entries(partOf(valueOf(service, "spec.selector")));
  const behind = (programs.get(homeKey(route)) ?? []).filter((program) => {
    const labels = partOf(valueOf(program, "spec.template.metadata.labels"));
    return selector.every(([key, value]) => labels[key] === value);
  });
  if (selector.length === 0 || behind.length === 0)
    return [`it leads to ${text}, which selects the pods of no program`];
  // Absent, it is the service's own port (Kubernetes API reference, ServicePort).
  const target = entry["targetPort"] ?? port;
  return behind.some((program) => listens(program, target))
    ? []
    : [`it leads to ${text}, whose port ${said(target)} no container of the program opens`];
}

/** Whether a container of a program says that it listens at a port, by its number or name. */
function listens(program: RegisteredResource, target: unknown): boolean {
  return listOf(program, "spec.template.spec.containers")
    .flatMap(({ ports }) => partsOf(ports))
    .some(({ name, containerPort }) => containerPort === target || name === target);
}

function filterProblems(filter: Part): readonly string[] {
  const type = String(filter["type"]);
  if (LEADING_AWAY.includes(type)) return [`a rule of it has the filter ${type}, which sends requests elsewhere`];
  if (partOf(filter["urlRewrite"])["hostname"] !== undefined)
    return ["a rule of it changes the host name that was asked for"];
  const headers = partOf(filter["requestHeaderModifier"]);
  const names = [
    ...["set", "add"].flatMap((kind) => partsOf(headers[kind]).map(({ name }) => String(name))),
    ...(Array.isArray(headers["remove"]) ? headers["remove"].map(String) : []),
  ];
  return names.some((name) => name.toLowerCase() === CLIENT_ADDRESS)
    ? ["a rule of it changes X-Forwarded-For, so that nobody can tell who asked"]
    : [];
}
