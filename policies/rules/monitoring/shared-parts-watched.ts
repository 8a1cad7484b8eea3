import { eachHas, relationRule } from "../../framework/language";
import { listOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { FAULTS } from "./metric-alert-fires";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/azureFirewalls/firewall";
const firewall = { type: "network:AzureFirewall", name: "firewall", id, inputs: {} } as const;
const alert = (scopes: unknown) =>
  ({
    type: "monitor:MetricAlert",
    name: "alert",
    inputs: { scopes, criteria: { allOf: [{ metricName: "availability" }] } },
  }) as const;
/** Whether an alert is about whether something works, and not about what passes through it. */
const tellsFault = (alert: RegisteredResource): boolean =>
  listOf(alert, "criteria.allOf").some(({ metricName }) => Object.hasOwn(FAULTS, String(metricName)));

const lacks = "nobody is told when it fails";

export const rule = relationRule({
  id: "shared-parts-watched",
  title: "Gateways, clusters, firewalls and VPN gateways are watched",
  why: "A part that all tenants share would be down before anybody looks.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.servers", "monitoring"],
  remediation: "Add a metric alert on the resource's health whose scope is the resource.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType(
        "network:ApplicationGateway",
        "containerservice:ManagedCluster",
        "network:AzureFirewall",
        "network:VirtualNetworkGateway",
      ),
      "parts that tenants share",
      {
        what: "alert",
        resources: resources.ofType("monitor:MetricAlert").filter(tellsFault),
        leadsTo: (one) => resources.reference(one, "scopes.0"),
      },
      lacks,
    ),
  cases: {
    pass: { given: [firewall, alert([id])], says: ["its alert is there"] },
    fail: { given: [firewall, alert([`${id}-other`])], says: [lacks] },
    absent: { given: [firewall], says: [lacks] },
    unknown: { given: [firewall, alert(UNKNOWN)], says: ["whether its alert is there is not known before the update"] },
    notApplicable: { given: [alert([id])], says: ["there are no parts that tenants share"] },
  },
  sabotage: [
    {
      what: "watches what passes through the firewall, and not whether it works",
      type: "monitor:MetricAlert",
      where: (one) => one.name.startsWith("firewall-unhealthy"),
      set: { "criteria.allOf.0.metricName": "Throughput" },
    },
    {
      what: "stops watching the gateway",
      type: "monitor:MetricAlert",
      where: (one) => one.name.startsWith("gateway-unhealthy"),
      remove: true,
    },
    {
      what: "stops watching the firewall",
      type: "monitor:MetricAlert",
      where: (one) => one.name.startsWith("firewall-unhealthy"),
      remove: true,
    },
  ],
});
