import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const gateway = (backendHttpSettingsCollection: unknown) =>
  [{ type: "network:ApplicationGateway", inputs: { backendHttpSettingsCollection } }] as const;

export const rule = propertyRule({
  id: "gateway-no-affinity",
  title: "No user is tied to one server",
  why: "When that server goes its users would lose their session, and peaks would stay where they fell.",
  severity: "medium",
  concern: "continuity",
  clauses: ["recovery.redundancy", "access.peaks"],
  remediation: 'Set cookieBasedAffinity of every backend setting to "Disabled".',
  types: ["network:ApplicationGateway"],
  // Azure's own default is no affinity (Microsoft Learn, application-gateway/configuration-http-settings, 2025).
  judge: (gateway) => {
    if (read(gateway, "backendHttpSettingsCollection").kind === "unknown") {
      return [undetermined("backendHttpSettingsCollection is not known before the update", gateway)];
    }
    const settings = listOf(gateway, "backendHttpSettingsCollection");
    const tied = settings.filter(({ cookieBasedAffinity }) => cookieBasedAffinity === "Enabled");
    return tied.length > 0
      ? tied.map(({ name }) => violation(`backend setting "${String(name)}" ties its users to one server`, gateway))
      : [compliant(`none of its ${settings.length} backend settings ties users to one server`, gateway)];
  },
  cases: {
    pass: {
      given: gateway([{ name: "a", cookieBasedAffinity: "Disabled" }]),
      says: ["none of its 1 backend settings ties users to one server"],
    },
    fail: {
      given: gateway([{ name: "a", cookieBasedAffinity: "Enabled" }]),
      says: ['backend setting "a" ties its users to one server'],
    },
    absent: { given: gateway([{ name: "a" }]), says: ["none of its 1 backend settings ties users to one server"] },
    unknown: { given: gateway(UNKNOWN), says: ["backendHttpSettingsCollection is not known before the update"] },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "ties users to one server",
      type: "network:ApplicationGateway",
      set: { "backendHttpSettingsCollection.0.cookieBasedAffinity": "Enabled" },
    },
  ],
});
