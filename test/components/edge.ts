import { interpolate } from "@pulumi/pulumi";
import type { FirewallGroup, FirewallRule } from "../../azure/firewall-rules";
import { ApplicationGateway } from "../../components/edge/application-gateway";
import { DnsEntry } from "../../components/edge/dns-entry";
import { Firewall } from "../../components/edge/firewall";
import { FirewallBasePolicy } from "../../components/edge/firewall-base-policy";
import { wafPolicy } from "../../components/edge/waf-policy";
import type { Admission } from "../../components/edge/waf-rules";
import { ManagedIdentity } from "../../components/identity/managed-identity";
import { PublicAddress } from "../../components/network/public-address";
import { componentCase, type ComponentFamily } from "./component-case";
import { ZONES, type Place, type PlaceSite } from "./place";

const NAMES: FirewallRule = {
  name: "updates",
  kind: "application",
  sources: ["10.1.0.0/16"],
  destinations: [],
  fqdns: ["updates.example.com"],
  fqdnTags: [],
  protocol: "TCP",
  ports: ["80", "443"],
  change: { reference: "CHG-1", owner: "operations", until: "2027-01-01" },
};
const ADDRESSES: FirewallRule = {
  ...NAMES,
  name: "partner",
  kind: "network",
  fqdns: [],
  destinations: ["10.250.0.0/24"],
  ports: ["1433", "5000-5010"],
};

/** Azure wants rules of one kind in a collection. */
const group = (key: string, priority: number, rules: readonly FirewallRule[]): FirewallGroup => ({
  key,
  priority,
  collections: rules.map((rule, index) => ({
    name: `${key}-${rule.name}`,
    priority: 200 + index,
    action: "Allow",
    rules: [rule],
  })),
});

const firewall = (place: Place) => ({
  ...place.at(),
  subnetId: place.subnetId("AzureFirewallSubnet", 0),
  basePolicy: place.of(FirewallBasePolicy),
});

const ANYBODY: Admission = { countries: "any", addresses: "any", requestsPerMinute: 600 };
const FEW: Admission = { countries: ["NL"], addresses: ["198.51.100.0/24"], requestsPerMinute: 60 };

function policyId(place: Place, label: string, admission: Admission) {
  return place.once(
    `waf-${label}`,
    () => wafPolicy(`${place.set}-waf-${label}`, { ...place.at(), label, admission }, { provider: place.provider }).id,
  );
}

function reader(place: Place) {
  return place.once(
    "reader",
    () => new ManagedIdentity(`${place.set}-reader`, { ...place.at(), role: "key" }, { provider: place.provider }),
  );
}

function gateway(place: Place) {
  return {
    ...place.at(),
    subscriptionId: place.subscription,
    resourceGroup: place.resourceGroup,
    subnetId: place.subnetId("gateway", 1),
    identityId: reader(place).resourceId,
    backendAddress: "10.1.2.4",
    privateEntry: { address: "10.200.1.10", port: 8443, wafPolicyId: policyId(place, "probes", ANYBODY) },
    listeners: [listener(place, "ab12", ANYBODY)],
  };
}

function listener(place: Place, tenant: string, admission: Admission) {
  return {
    tenant,
    hostName: `${tenant}.${place.set}.example.com`,
    wafPolicyId: policyId(place, tenant, admission),
    certificateSecretId: interpolate`https://${place.keyVault.name}.vault.azure.net/secrets/${tenant}`,
  };
}

function target(place: Place, site: PlaceSite) {
  const { resourceId: publicAddressId } = place.once(
    `address-${site}`,
    () =>
      new PublicAddress(
        `${place.set}-address-${site}`,
        {
          ...place.at(site),
          of: { role: "dns" },
          zones: [],
          domainNameLabel: `${place.set}-entry-${site}`,
        },
        { provider: place.provider },
      ),
  );
  return { site, publicAddressId };
}

function entry(place: Place) {
  const { scope, resourceGroupName, tags, workspaceId } = place.at();
  return { scope, resourceGroupName, tags, workspaceId, label: `${place.set}-entry`, probedHost: "ab12.example.com" };
}

export const edge: ComponentFamily = {
  FirewallBasePolicy: componentCase(FirewallBasePolicy)({
    smallest: (place) => ({ ...place.at(), groups: [] }),
    everything: (place) => ({
      ...place.at(),
      groups: [group("base", 200, [NAMES, ADDRESSES]), group("platform", 300, [ADDRESSES])],
    }),
    hardened: (place) => ({ ...place.at(), groups: [group("base", 200, [NAMES])] }),
  }),
  Firewall: componentCase(Firewall)({
    smallest: (place) => ({ ...firewall(place), zones: [], publicAddresses: 1 }),
    everything: (place) => ({ ...firewall(place), zones: ZONES, publicAddresses: 4 }),
    // Without a base it is one tenant's.
    hardened: (place) => {
      const { basePolicy: _, ...own } = firewall(place);
      return { ...own, tenant: "ab12", zones: ZONES, publicAddresses: 2 };
    },
  }),
  ApplicationGateway: componentCase(ApplicationGateway)({
    smallest: (place) => ({
      ...gateway(place),
      zones: [],
      instances: { minimum: 2, maximum: 3 },
      sslPolicy: "AppGwSslPolicy20220101",
      wafPolicyId: policyId(place, "all", ANYBODY),
    }),
    everything: (place) => ({
      ...gateway(place),
      zones: ZONES,
      instances: { minimum: 2, maximum: 10 },
      sslPolicy: "AppGwSslPolicy20220101S",
      strictTransportSeconds: 31_536_000,
      wafPolicyId: policyId(place, "all", ANYBODY),
      listeners: [{ ...listener(place, "ab12", ANYBODY), ownBackend: "10.2.2.4" }, listener(place, "cd34", FEW)],
      domainNameLabel: "everything-gateway",
    }),
    hardened: (place) => ({
      ...gateway(place),
      zones: ZONES,
      instances: { minimum: 3, maximum: 3 },
      sslPolicy: "CustomV2",
      strictTransportSeconds: 63_072_000,
      wafPolicyId: policyId(place, "all", FEW),
      listeners: [listener(place, "ab12", FEW)],
    }),
  }),
  DnsEntry: componentCase(DnsEntry)({
    smallest: (place) => ({ ...entry(place), targets: [target(place, "weu")] }),
    everything: (place) => ({ ...entry(place), targets: [target(place, "weu"), target(place, "neu")] }),
    hardened: (place) => ({ ...entry(place), targets: [target(place, "neu"), target(place, "weu")] }),
  }),
};
