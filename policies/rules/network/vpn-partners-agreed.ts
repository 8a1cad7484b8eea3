import {
  compliant,
  expectProperty,
  one,
  oneOf,
  otherType,
  propertyRule,
  undetermined,
  violation,
} from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const device = (gatewayIpAddress: string, prefix: string) =>
  ({
    type: "network:LocalNetworkGateway",
    inputs: { gatewayIpAddress, localNetworkAddressSpace: { addressPrefixes: [prefix] } },
  }) as const;

export const rule = propertyRule({
  id: "vpn-partners-agreed",
  title: "Tunnels lead to the agreed devices of partners and carry the agreed networks only",
  why: "Anybody at another end of a tunnel would be inside the management network.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Give the gateway the address and networks of a device in access.management.partners.",
  types: ["network:LocalNetworkGateway"],
  judge: (device, { agreement }) => {
    const { partners } = agreement.access.management;
    const devices = partners.flatMap((partner) => partner.devices.map(({ address }) => ({ address, partner })));
    const expected = expectProperty(device, "gatewayIpAddress", oneOf(...devices.map(({ address }) => address)));
    const partner = devices.find(({ address }) => address === device.inputs["gatewayIpAddress"])?.partner;
    if (expected.result !== "compliant" || partner === undefined) return [expected];
    const prefixes = read(device, "localNetworkAddressSpace.addressPrefixes");
    if (prefixes.kind === "unknown") return [undetermined("its networks are not known before the update", device)];
    const given = prefixes.kind === "given" && Array.isArray(prefixes.value) ? prefixes.value.map(String) : [];
    const strange = given.filter((prefix) => !partner.prefixes.includes(prefix));
    return strange.length === 0
      ? [compliant(`it leads to ${partner.name}`, device)]
      : [violation(`it carries ${strange.join(", ")}; ${partner.name} has ${partner.prefixes.join(", ")}`, device)];
  },
  cases: {
    pass: { given: [device("203.0.113.10", "10.250.0.0/24")], says: ["it leads to operations"] },
    fail: {
      given: [device("203.0.113.10", "10.0.0.0/8")],
      says: ["it carries 10.0.0.0/8; operations has 10.250.0.0/24"],
    },
    absent: {
      given: one("network:LocalNetworkGateway", {}),
      says: ['gatewayIpAddress is absent; it has to be "203.0.113.10" or "203.0.113.11"'],
    },
    unknown: {
      given: one("network:LocalNetworkGateway", { gatewayIpAddress: UNKNOWN }),
      says: ['gatewayIpAddress is not known before the update; it has to be "203.0.113.10" or "203.0.113.11"'],
    },
    notApplicable: otherType("network:LocalNetworkGateway"),
  },
  sabotage: [
    {
      what: "leads a tunnel to a stranger",
      type: "network:LocalNetworkGateway",
      set: { gatewayIpAddress: "192.0.2.99" },
      also: ["vpn-tunnels-complete"],
    },
    {
      what: "widens what a tunnel carries",
      type: "network:LocalNetworkGateway",
      set: { "localNetworkAddressSpace.addressPrefixes": ["10.0.0.0/8"] },
      alsoOn: { superoffice: ["nothing-else-passes", "required-flows-pass"] },
    },
  ],
});
