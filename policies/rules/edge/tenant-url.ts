import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { tenantsHere } from "../data/cells";
import { guardedListeners } from "./effective-policies";

const hosts = ["fjellvik.crm.example.no", "nordlys.crm.example.no", "breidal.crm.example.no"];
const codes = ["fjel", "nord", "brei"];
const gateway = (names: readonly string[]) =>
  ({
    type: "network:ApplicationGateway",
    inputs: { httpListeners: names.map((hostName) => ({ name: hostName, hostName, protocol: "Https" })) },
  }) as const;

export const rule = relationRule({
  id: "tenant-url",
  title: "Every tenant has its own name at a gateway, with TLS",
  why: "The customer's users would find nothing, or another customer.",
  severity: "critical",
  concern: "operations",
  clauses: ["isolation.url"],
  remediation: "Add an HTTPS listener with the host name of the tenant.",
  spans: "stack",
  judge: (resources, measure) => {
    const tenants = tenantsHere(resources, measure);
    if (tenants.length === 0) return notApplicable("there is no cell with tenants");
    const gateways = resources.ofType("network:ApplicationGateway");
    const open = gateways.find((gateway) => read(gateway, "httpListeners").kind === "unknown");
    const listeners = guardedListeners(resources).filter(({ protocol }) => protocol === "Https");
    return tenants.map(({ code, hostName }) => {
      if (listeners.some((one) => one.hostName === hostName)) return compliant(`tenant ${code} is at ${hostName}`);
      return open === undefined
        ? violation(`no gateway has an HTTPS listener for ${hostName} of tenant ${code}`)
        : undetermined("httpListeners is not known before the update", open);
    });
  },
  cases: {
    pass: { given: [gateway(hosts)], says: hosts.map((host, index) => `tenant ${codes[index] ?? ""} is at ${host}`) },
    fail: {
      given: [gateway(hosts.slice(1))],
      says: [
        "no gateway has an HTTPS listener for fjellvik.crm.example.no of tenant fjel",
        "tenant nord is at nordlys.crm.example.no",
        "tenant brei is at breidal.crm.example.no",
      ],
    },
    absent: {
      given: [gateway([])],
      says: hosts.map((host, index) => `no gateway has an HTTPS listener for ${host} of tenant ${codes[index] ?? ""}`),
    },
    unknown: {
      given: [{ type: "network:ApplicationGateway", inputs: { httpListeners: UNKNOWN } }],
      says: hosts.map(() => "httpListeners is not known before the update"),
    },
    notApplicable: {
      given: [gateway(hosts)],
      stack: "superoffice-local",
      says: ["there is no cell with tenants"],
    },
  },
  sabotage: [
    {
      what: "drops a tenant from every gateway",
      type: "network:ApplicationGateway",
      edit: (inputs) => ({ ...inputs, httpListeners: (inputs["httpListeners"] as readonly unknown[]).slice(2) }),
      except: ["superoffice"],
      also: ["nothing-else-passes"],
    },
  ],
});
