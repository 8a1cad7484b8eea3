import { anythingBut, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const cluster = (inputs: Readonly<Record<string, unknown>>) => one("containerservice:ManagedCluster", inputs);

export const rule = propertyRule({
  id: "cluster-no-side-doors",
  title: "Nothing leads into or out of a cluster but the gateway and the firewall",
  why: "A way that Azure opens by a switch is in no firewall and in no network rule.",
  severity: "high",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: "Leave out httpProxyConfig, application routing, virtual nodes and upgrades that ignore budgets.",
  types: ["containerservice:ManagedCluster"],
  // Source: Microsoft Learn, aks/integrations and aks/http-proxy (2025).
  judge: (resource) =>
    expectProperties(resource, {
      "httpProxyConfig.httpProxy": nothing(),
      "httpProxyConfig.httpsProxy": nothing(),
      "addonProfiles.httpApplicationRouting.enabled": anythingBut(true),
      "addonProfiles.aciConnectorLinux.enabled": anythingBut(true),
      "ingressProfile.webAppRouting.enabled": anythingBut(true),
      "upgradeSettings.overrideSettings.forceUpgrade": anythingBut(true),
      "securityProfile.customCATrustCertificates": nothing(),
    }),
  cases: {
    pass: {
      given: cluster({ httpProxyConfig: { httpProxy: "" } }),
      says: ['httpProxyConfig.httpProxy is ""'],
    },
    fail: {
      given: cluster({
        httpProxyConfig: { httpProxy: "http://stranger.example" },
        addonProfiles: { httpApplicationRouting: { enabled: true } },
      }),
      says: [
        'httpProxyConfig.httpProxy is "http://stranger.example"; it has to be absent or empty',
        "addonProfiles.httpApplicationRouting.enabled is true; it has to be anything but true",
      ],
    },
    absent: { given: cluster({}), says: ["httpProxyConfig.httpProxy is absent"] },
    unknown: {
      given: cluster({ httpProxyConfig: { httpProxy: UNKNOWN } }),
      says: ["httpProxyConfig.httpProxy is not known before the update; it has to be absent or empty"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "lets nodes believe a stranger's authority",
      type: "containerservice:ManagedCluster",
      set: { "securityProfile.customCATrustCertificates": ["stranger"] },
    },
    {
      what: "sends what nodes ask to a stranger's proxy",
      type: "containerservice:ManagedCluster",
      set: { httpProxyConfig: { httpProxy: "http://stranger.net:3128", httpsProxy: "http://stranger.net:3128" } },
    },
    {
      what: "lets Azure publish services by itself",
      type: "containerservice:ManagedCluster",
      set: { "addonProfiles.httpApplicationRouting": { enabled: true } },
    },
  ],
});
