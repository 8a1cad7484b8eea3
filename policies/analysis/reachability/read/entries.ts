import type { Properties, RegisteredResource } from "../../../resources/registered-resource";
import type { Entry, Listener } from "../model/network-model";
import { lastOf, list, part, sameWord, text, type Entries, type ModelReader } from "./model-reader";

const byName = (parts: Entries) => new Map(parts.map((one) => [text(one["name"]).toLowerCase(), one]));
const idAt = (holder: Properties, property: string) => lastOf(part(holder[property])["id"]);

/** Application gateways: where they listen, and what they pass on to whom. */
export function readEntries(reader: ModelReader): readonly Entry[] {
  return reader.set.ofType("network:ApplicationGateway").flatMap((gateway) => {
    const subnet = reader.follow(gateway, "gatewayIPConfigurations.0.subnet.id", "network:Subnet");
    if (subnet === undefined) return [];
    const frontends = reader.entries(gateway, "frontendIPConfigurations");
    return [
      {
        resource: gateway,
        label: reader.label(gateway),
        subnet,
        isPublic: frontends.some((frontend) => "publicIPAddress" in frontend),
        listeners: listenersOf(reader, gateway),
        backends: backendsOf(reader, gateway),
      },
    ];
  });
}

function listenersOf(reader: ModelReader, gateway: RegisteredResource): readonly Listener[] {
  const listeners = reader.entries(gateway, "httpListeners");
  const ports = byName(reader.entries(gateway, "frontendPorts"));
  const rules = reader.entries(gateway, "requestRoutingRules");
  const redirects = byName(reader.entries(gateway, "redirectConfigurations"));
  const known = byName(listeners);
  return listeners.flatMap((listener) => {
    const port = ports.get(idAt(listener, "frontendPort"))?.["port"];
    if (typeof port !== "number") return reader.undetermined(gateway, "the port of a listener cannot be read") ?? [];
    const own = rules.filter((rule) => idAt(rule, "httpListener") === text(listener["name"]).toLowerCase());
    const onlyRedirects = own.length > 0 && own.every((rule) => redirectsToTls(rule, redirects, known));
    return [{ port, onlyRedirects }];
  });
}

function redirectsToTls(
  rule: Properties,
  redirects: ReadonlyMap<string, Properties>,
  listeners: ReadonlyMap<string, Properties>,
): boolean {
  const redirect = redirects.get(idAt(rule, "redirectConfiguration"));
  const target = redirect && listeners.get(idAt(redirect, "targetListener"));
  return !("backendAddressPool" in rule) && !("urlPathMap" in rule) && sameWord(target?.["protocol"], "Https");
}

/** Where requests go on to. By paths or without: every pool that a rule names, at every port that a rule uses. */
function backendsOf(reader: ModelReader, gateway: RegisteredResource): Entry["backends"] {
  const settings = reader.entries(gateway, "backendHttpSettingsCollection");
  const ports = [...new Set(settings.flatMap(({ port }) => (typeof port === "number" ? [port] : [])))];
  return reader.entries(gateway, "backendAddressPools").flatMap((pool) =>
    list(pool["backendAddresses"]).flatMap((backend) => {
      const address = text(backend["ipAddress"]);
      if (address !== "") return [{ address, ports }];
      return reader.unclassified(gateway, `backend ${text(backend["fqdn"])} is a name, which is not followed`) ?? [];
    }),
  );
}
