import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const gateway = (backendHttpSettingsCollection: unknown) =>
  ({ type: "network:ApplicationGateway", inputs: { backendHttpSettingsCollection } }) as const;

export const rule = propertyRule({
  id: "gateway-backend-tls",
  title: "Gateways speak TLS to what is behind them",
  why: "Requests would cross the network in the clear, with passwords and documents.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.inTransit"],
  remediation: 'Set protocol of every backend setting to "Https".',
  types: ["network:ApplicationGateway"],
  judge: (gateway) => {
    if (read(gateway, "backendHttpSettingsCollection").kind === "unknown") {
      return [undetermined("backendHttpSettingsCollection is not known before the update", gateway)];
    }
    const settings = listOf(gateway, "backendHttpSettingsCollection");
    const plain = settings.filter(({ protocol }) => protocol !== "Https");
    return plain.length > 0
      ? plain.map(({ name }) => violation(`backend setting "${String(name)}" speaks without TLS`, gateway))
      : [compliant(`its ${settings.length} backend settings speak TLS`, gateway)];
  },
  cases: {
    pass: { given: [gateway([{ name: "a", protocol: "Https" }])], says: ["its 1 backend settings speak TLS"] },
    fail: { given: [gateway([{ name: "a", protocol: "Http" }])], says: ['backend setting "a" speaks without TLS'] },
    absent: { given: [gateway([{ name: "a" }])], says: ['backend setting "a" speaks without TLS'] },
    unknown: { given: [gateway(UNKNOWN)], says: ["backendHttpSettingsCollection is not known before the update"] },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "speaks plain HTTP to the cluster",
      type: "network:ApplicationGateway",
      set: { "backendHttpSettingsCollection.0.protocol": "Http" },
    },
  ],
});
